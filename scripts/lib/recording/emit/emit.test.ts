// Every parser of compiler text, on what each supported compiler really printed (fixtures/make.ts); the command stands in the first line of each
// fixture.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readNames } from '../../toolchain/names.ts'
import { compareVersions } from '../../toolchain/version.ts'
import { errorCodes, parseDiagnostics } from '../diagnostics.ts'
import { ROOT } from '../files.ts'
import { normaliseCompiler } from '../normalise.ts'
import { sliceAsm } from './asm.ts'
import { chainOf } from './autoTraits.ts'
import { parseCoroutine } from './coroutine.ts'
import { shortType, typeOfProbe } from './debugInfo.ts'
import { asStruct, parseDebug } from './debugText.ts'
import { demangle } from './demangle.ts'
import { type Dumped, gaps, parseLayout, withLifetimes } from './layout.ts'
import { choose, parseFacts } from './mir.ts'
import { mirName, parseMir, parseNll } from './mirText.ts'
import { parseMono } from './mono.ts'
import { parseThir, parseVariance, sliceIr } from './text.ts'
import { parseTypeSizes } from './typeSizes.ts'
import { parseVtable } from './vtable.ts'
import { classify } from './witness.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures')
const RELEASES = readdirSync(FIXTURES)
  .filter(name => /^\d/.test(name))
  .sort(compareVersions)
/** Of the release that is being tested. */
let version = ''
/** Without its first line, which says how it was made. */
const fixture = (name: string): string => readFileSync(join(FIXTURES, version, name), 'utf8').replace(/^.*\n/, '')
const dumped = (): Omit<Dumped, 'type'> => ({ target: 'x86_64-unknown-linux-gnu', pointer: 8, version })
const layout = (name: string, type: string): ReturnType<typeof parseLayout> =>
  parseLayout(fixture(`layout-${name}.txt`), typeOfProbe(fixture(`layout-${name}.ll`), '__layout_probe'), {
    ...dumped(),
    type,
  })

test('fixtures are of the compilers that the course names, and of the first that it was recorded with', () => {
  const { course, next, miri } = readNames(ROOT)
  expect(RELEASES).toEqual(['1.95.0', course.release, next.release, miri.release])
})

describe.each(RELEASES)('rustc %s', release => {
  beforeAll(() => {
    version = release
  })

  describe('diagnostics', () => {
    test('codes, spans, labels; the closing records are left out', () => {
      const { diagnostics, other } = parseDiagnostics(fixture('diagnostics.jsonl'), 'conflict.rs')
      expect(errorCodes(diagnostics)).toEqual(['E0502'])
      expect(other).toBe('')
      expect(diagnostics[0]!.spans.map(s => [s.line, s.column, s.primary, s.label])).toEqual([
        [4, 5, true, 'mutable borrow occurs here'],
        [3, 18, false, 'immutable borrow occurs here'],
        [5, 16, false, 'immutable borrow later used here'],
      ])
      expect(diagnostics[0]!.rendered).toMatch(/^error\[E0502\]: cannot borrow `v` as mutable/)
      expect(JSON.stringify(diagnostics)).not.toContain('explanation')
    })
    test('paths, hashes and thread numbers go', () => {
      expect(normaliseCompiler(`/rustc/${'a'.repeat(40)}/library/core/src/marker.rs and thread 'main' (123)`)).toBe(
        "std:core/src/marker.rs and thread 'main'",
      )
    })
  })

  describe('MIR', () => {
    test('NLL: loans with kind and place, regions with points, constraints with spans', () => {
      const nll = parseNll(fixture('two-phase.nll.mir'), 'two.rs')
      expect(nll.fn).toBe('two_phase')
      expect(nll.loans[0]).toEqual({ id: 'bw0', issued: 'bb0[2]', region: "'?3", kind: 'mut', place: '(*_1)' })
      expect(nll.loans[1]).toMatchObject({ kind: 'shared', place: '(*_1)' })
      expect(nll.regions.find(r => r.name === "'?3")).toEqual({
        name: "'?3",
        universal: false,
        points: [
          { block: 'bb0', from: 2, to: 6 },
          { block: 'bb1', from: 0, to: 1 },
        ],
      })
      expect(nll.regions.filter(r => r.universal).map(r => r.name)).toEqual(["'?0", "'?1", "'?2"])
      expect(nll.constraints.every(c => c.span !== null)).toBe(true)
      expect(nll.constraints.some(c => c.reason.includes('CallArgument') && c.at === 'bb1[1]')).toBe(true)
      expect(nll.locals.find(l => l.name === '_1')).toEqual({ name: '_1', ty: '&mut Vec<usize>', user: 'v' })
    })
    test('every block has a terminator, every target exists', () => {
      for (const [name, file] of [
        ['two-phase.nll.mir', 'two.rs'],
        ['drops.before.mir', 'drops.rs'],
        ['drops.after.mir', 'drops.rs'],
        ['coroutine.mir', 'laid.rs'],
      ] as const) {
        const { blocks } = parseMir(fixture(name), file)
        const ids = new Set(blocks.map(b => b.id))
        expect(blocks.length).toBeGreaterThan(5)
        for (const block of blocks) {
          expect(block.terminator.kind).not.toBe('')
          for (const target of block.terminator.targets) expect(ids).toContain(target.to)
        }
      }
    })
    test('drop elaboration brings a flag: a bool that only the MIR after it has', () => {
      const before = parseMir(fixture('drops.before.mir'), 'drops.rs'),
        after = parseMir(fixture('drops.after.mir'), 'drops.rs')
      const fresh = after.locals.filter(l => !before.locals.some(b => b.name === l.name))
      expect(fresh.map(l => l.ty)).toEqual(['bool'])
      expect(after.blocks.some(b => b.terminator.text.startsWith(`switchInt(copy ${fresh[0]!.name}) -> [0: `))).toBe(
        true,
      )
      expect(before.blocks.flatMap(b => b.statements).find(s => s.text === 'StorageLive(_3)')?.span).toEqual({
        line: 2,
        column: 9,
        lineEnd: 2,
        columnEnd: 12,
      })
    })
    test('facts', () => {
      const facts = parseFacts(fixture('loan_killed_at.facts'), fixture('loan_invalidated_at.facts'))
      expect(facts.killed[0]).toEqual({ loan: 'bw3', at: 'bb2[7]' })
      expect(facts.invalidated).toContainEqual({ loan: 'bw1', at: 'bb1[1]' })
    })
    test('a function that is not there is named with those that are', () => {
      const text = fixture('drops.after.mir')
      const compiled = { status: 0, diagnostics: [], other: '' } as unknown as Parameters<typeof choose>[2]
      expect(() => choose([{ fn: mirName(text), text }], 'sent', compiled, 'the MIR')).toThrow(
        'no function is called `sent`; there is send',
      )
    })
    test('an unknown terminator is an error, not a guess', () => {
      expect(() => parseMir('fn f() -> () {\n    bb0: {\n        frobnicate;\n    }\n}', 'f.rs')).toThrow(
        'bb0 ends with `frobnicate`',
      )
    })
  })

  describe('layout', () => {
    test('a struct: declaration order, offsets, padding at the end', () => {
      expect(layout('A', 'A')).toMatchObject({
        size: 8,
        align: 4,
        niche: null,
        tag: null,
        padding: [{ offset: 7, size: 1 }],
        fields: [
          { name: 'a', ty: 'u8', offset: 6, size: 1 },
          { name: 'b', ty: 'u32', offset: 0, size: 4 },
          { name: 'c', ty: 'u16', offset: 4, size: 2 },
        ],
      })
    })
    test('an enum with a tag', () => {
      const e = layout('E', 'E')
      expect(e.tag).toEqual({
        offset: 0,
        size: 1,
        encoding: 'direct',
        untagged: null,
        values: [
          { variant: 'V', value: '0' },
          { variant: 'W', value: '1' },
          { variant: 'U', value: '2' },
        ],
      })
      expect(e.niche).toEqual({ offset: 0, size: 1, validStart: '0', validEnd: '2', available: '253' })
      expect(e.variants[0]).toMatchObject({
        name: 'V',
        padding: [{ offset: 2, size: 2 }],
        fields: [
          { name: '0', ty: 'u32', offset: 4 },
          { name: '1', ty: 'u8', offset: 1 },
        ],
      })
    })
    test('an enum whose tag is signed', () => {
      const { tag, niche } = layout('signed', 'Signed')
      expect(tag?.values).toEqual([
        { variant: 'Less', value: '255' },
        { variant: 'Equal', value: '0' },
        { variant: 'Greater', value: '1' },
      ])
      expect(niche).toEqual({ offset: 0, size: 1, validStart: '255', validEnd: '1', available: '253' })
    })
    test('a dump of a shape that no compiler had yet is an error, not a guess', () => {
      const odd = fixture('layout-A.txt').replace('Arbitrary {', 'Strange {')
      const info = typeOfProbe(fixture('layout-A.ll'), '__layout_probe')
      expect(() => parseLayout(odd, info, { ...dumped(), type: 'A' })).toThrow('a shape that is not known')
    })
    test('an enum in a niche', () => {
      expect(layout('option-ref', 'Option<&u8>')).toMatchObject({
        size: 8,
        niche: null,
        tag: { encoding: 'niche', untagged: 'Some', values: [{ variant: 'None', value: '0' }] },
      })
    })
    test('a quote in the name of a type is one quote', () => {
      const ir = fixture('layout-option-ref.ll')
      expect(ir).toContain('name: "&u8"')
      const info = typeOfProbe(ir.replaceAll('name: "&u8"', String.raw`name: "extern \22C\22 fn()"`), '__layout_probe')
      expect(info.variants!.flatMap(v => v.members.map(m => m.ty))).toEqual(['extern "C" fn()'])
    })
    test('an array', () => {
      expect(layout('array', '[u16; 3]').fields.map(f => [f.name, f.ty, f.offset])).toEqual([
        ['0', 'u16', 0],
        ['1', 'u16', 2],
        ['2', 'u16', 4],
      ])
    })
    test('helpers', () => {
      expect(
        gaps(
          [
            { offset: 4, size: 2 },
            { offset: 0, size: 1 },
          ],
          8,
        ),
      ).toEqual([
        { offset: 1, size: 3 },
        { offset: 6, size: 2 },
      ])
      expect(withLifetimes("Option<&u8>, &'a mut T, &mut U, Ref<'_, u8>")).toBe(
        "Option<&'static u8>, &'a mut T, &'static mut U, Ref<'static, u8>",
      )
      expect(shortType('core::option::Option<alloc::boxed::Box<u16, alloc::alloc::Global>>')).toBe('Option<Box<u16>>')
      expect(
        asStruct(parseDebug('N { valid_range: (..=0) | (5..), name: Some("x") }', version)).fields['valid_range'],
      ).toEqual({
        start: 5n,
        end: 0n,
      })
      expect(() => parseDebug('N { a: ?', version)).toThrow('cannot read a value at `?`')
    })
  })

  test('coroutine: states, saved locals, offsets, the resume switch', () => {
    const body = parseCoroutine({
      fn: 'work',
      text: fixture('coroutine.mir'),
      message: fixture('coroutine.layout.txt'),
      info: typeOfProbe(fixture('coroutine.ll'), '__layout_probe'),
      dumped: dumped(),
      file: 'laid.rs',
    })
    expect(body.states.map(s => [s.name, s.discriminant])).toEqual([
      ['Unresumed', 0],
      ['Returned', 1],
      ['Panicked', 2],
      ['Suspend0', 3],
    ])
    expect(body.upvars).toEqual([expect.objectContaining({ name: 'id', ty: 'u64', size: 8 })])
    const suspended = body.states[3]!
    expect(suspended.fields.map(f => [f.name, f.size])).toEqual([
      ['id', 8],
      ['buf', 64],
      ['__awaitee', 1],
    ])
    expect(suspended.fields[2]!.ty).toBe('{async fn body of step()}')
    expect(suspended.awaits).toMatchObject({ line: 5, lineEnd: 5 })
    expect(body.resume.map(r => r.value)).toEqual(['0', '1', '2', '3', 'otherwise'])
    for (const field of suspended.fields) expect(field.offset + field.size).toBeLessThanOrEqual(body.size)
  })

  test('type sizes: offsets are added up, a coroutine goes back for its variables', () => {
    const types = parseTypeSizes(fixture('type-sizes.txt'))
    expect(types.find(t => t.type === 'A')).toMatchObject({
      size: 8,
      endPadding: 1,
      variants: [
        {
          name: null,
          fields: [
            { name: 'b', offset: 0 },
            { name: 'c', offset: 4 },
            { name: 'a', offset: 6 },
          ],
        },
      ],
    })
    expect(types.find(t => t.type === 'E')!.variants[0]).toMatchObject({
      name: 'V',
      fields: [
        { name: '1', offset: 1 },
        { kind: 'padding', offset: 2 },
        { name: '0', offset: 4 },
      ],
    })
    expect(
      types
        .find(t => t.type.includes('work'))!
        .variants.find(v => v.name === 'Suspend0')!
        .fields.some(f => f.kind === 'local' && f.name === 'buf'),
    ).toBe(true)
    expect(() =>
      parseTypeSizes('print-type-size type: `A`: 8 bytes, alignment: 4 bytes\nprint-type-size     colour: red'),
    ).toThrow('colour: red')
  })

  test('vtable: methods of the first supertrait, then of the others, then their pointers', () => {
    expect(parseVtable(fixture('vtable.txt')).map(s => `${s.kind} ${s.name}`)).toEqual([
      'drop drop',
      'size size',
      'align align',
      'method Shape::area',
      'method Named::id',
      'vptr Named',
      'method Other::o',
      'vptr Other',
      'method Solid::volume',
    ])
    expect(() => parseVtable('vtable entries: [\n Strange,\n]')).toThrow('Strange')
  })

  test('assembly: one function, directives dropped, calls read back', () => {
    expect(sliceAsm(fixture('vt.s'), 'dyn_call')).toEqual(['    jmp qword ptr [rsi + 24]'])
    const grow = sliceAsm(fixture('vt.s'), 'grow')!
    expect(grow.join('\n')).toContain('RawVec<u8>')
    expect(grow.some(l => /^\.L\d+:$/.test(l))).toBe(true)
    expect(sliceAsm(fixture('vt.s'), 'absent')).toBeNull()
  })

  test('symbols are read back', () => {
    expect(demangle('_RNvCs4zsn0yqcmla_2as5plain')).toBe('as::plain')
    expect(demangle('_RNvMs3_NtCslNYArtu3iFV_5alloc7raw_vecINtB5_6RawVechE8grow_oneB7_')).toBe(
      '<alloc::raw_vec::RawVec<u8>>::grow_one',
    )
    expect(demangle('_ZN4core3ptr42drop_in_place$LT$alloc..string..String$GT$17h0123456789abcdefE')).toBe(
      'core::ptr::drop_in_place<alloc::string::String>',
    )
    expect(demangle('memcpy')).toBe('memcpy')
    expect(demangle('_Rubbish')).toBe('_Rubbish')
  })

  test('mono: copies with their bytes', () => {
    const symbols = new Map(
      [...fixture('mono-symbols.txt').matchAll(/^[0-9a-f]+ ([0-9a-f]+) [tTwW] (\S+)$/gm)].map(m => [
        m[2]!,
        parseInt(m[1]!, 16),
      ]),
    )
    const mono = parseMono(fixture('mono-items.txt'), fixture('mono-stats.json.txt'), symbols, 'total')
    expect(mono.items.map(i => i.name)).toEqual(['total::<f64>', 'total::<i32>', 'total::<u8>'])
    expect(mono.items.every(i => i.bytes !== null && i.bytes > 0)).toBe(true)
    expect(mono.stats).toEqual([
      { name: 'total', instances: 3, sizeEstimate: expect.any(Number), totalEstimate: expect.any(Number) },
    ])
  })

  test('auto traits: the chain goes from the leaf outwards', () => {
    const { diagnostics } = parseDiagnostics(fixture('auto-traits.jsonl'), 'auto.rs')
    const chains = diagnostics.map(d => chainOf(d, 5).map(c => c.ty))
    expect(chains).toContainEqual([
      'Rc<u8>',
      'PhantomData<Rc<u8>>',
      'alloc::raw_vec::RawVec<Rc<u8>>',
      'Vec<Rc<u8>>',
      'Inner',
      'Option<Inner>',
      'Outer',
    ])
    expect(chains).toContainEqual(['RefCell<u8>', 'Arc<RefCell<u8>>', 'Shared'])
  })

  test('two-phase borrows, variance, LLVM IR', () => {
    const source =
      'pub fn two_phase(v: &mut Vec<usize>) {\n    v.push(v.len());\n    let mut p = &mut v[0];\n    *p = 1;\n    p = &mut v[1];\n    *p = 2;\n}\n'
    const borrows = parseThir(fixture('two-phase.thir.txt'), 'two_phase', source, 'two.rs')!
    expect(borrows[0]).toEqual({
      span: { line: 2, column: 5, lineEnd: 2, columnEnd: 6 },
      twoPhase: true,
      text: 'v',
      kind: 'mut',
    })
    expect(borrows.find(b => b.text === '&mut v[0]')).toMatchObject({ twoPhase: false, kind: 'mut' })
    expect(parseThir(fixture('two-phase.thir.txt'), 'absent', source, 'two.rs')).toBeNull()
    expect(parseVariance("['a: +, T: o, N: *]")).toEqual([
      { name: "'a", variance: '+' },
      { name: 'T', variance: 'o' },
      { name: 'N', variance: '*' },
    ])
    expect(parseVariance('mismatched types')).toBeNull()
    expect(sliceIr('define i32 @f(ptr %a) #0 {\n  ret i32 0, !dbg !4\n}\n\ndefine i32 @g() {\n}', 'f')).toBe(
      'define i32 @f(ptr %a) {\n  ret i32 0\n}',
    )
  })
})

test('scalars of 1.99 and later read as the structs of before', () => {
  const read = (text: string): unknown => parseDebug(`N { tag: ${text} }`, '1.99.1')
  const before = (value: string, range: string): unknown =>
    parseDebug(`N { tag: Initialized { value: ${value}, valid_range: ${range} } }`, '1.98.0')
  expect(read('u8 is 0..=2')).toEqual(before('Int(I8, false)', '0..=2'))
  expect(read('i8 is -1..=1')).toEqual(before('Int(I8, true)', '-1..=1'))
  expect(read('u16 is ..')).toEqual(before('Int(I16, false)', '0..=65535'))
  expect(read('u32 is (..=5) | (7..)')).toEqual(before('Int(I32, false)', '(..=5) | (7..)'))
  expect(read('f64 is ..')).toMatchObject({ fields: { tag: { fields: { value: { name: 'Float', items: ['F64'] } } } } })
  expect(read('pointer is 1..=340282366920938463463374607431768211455')).toMatchObject({
    fields: { tag: { fields: { value: { name: 'Pointer' } } } },
  })
  expect(read('union pointer(AddressSpace(1))')).toMatchObject({ fields: { tag: { name: 'Union' } } })
  expect(() => read('u8 is odd')).toThrow('cannot read a range at `odd }`')
})

test('witnesses are told apart, and no garbage is kept', () => {
  const ran = (status: number, signal: string | null, stderr: string): ReturnType<typeof classify> =>
    classify('debug', { status, signal, stderr, ended: null })
  expect(ran(134, 'SIGABRT', 'unsafe precondition(s) violated: ptr::copy_nonoverlapping')).toMatchObject({
    class: 'reported',
    message: 'unsafe precondition(s) violated: ptr::copy_nonoverlapping',
  })
  expect(ran(1, null, '==77==ERROR: AddressSanitizer: heap-use-after-free on address 0x502000000010')).toMatchObject({
    class: 'reported',
    message: 'ERROR: AddressSanitizer: heap-use-after-free',
  })
  expect(ran(139, 'SIGSEGV', '')).toMatchObject({ class: 'signal', message: 'SIGSEGV' })
  expect(ran(101, null, "\nthread 'main' (5) panicked at a.rs:1:1:\nboom\n")).toMatchObject({
    class: 'panics',
    message: 'boom',
  })
  expect(ran(17, null, '')).toEqual({ witness: 'debug', class: 'silent', exit: null, message: null })
})
