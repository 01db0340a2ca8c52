// Films of borrow states with the real Miri: what is printed is kept, what the instrument must not change is held, and what cannot be filmed is a sentence.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findToolchain } from '../../toolchain/find.ts'
import { makeBench } from '../bench.ts'
import { type Plant, takeBorrows } from '../emit/borrows.ts'
import { ROOT } from '../files.ts'
import { parseSnippet, SnippetError } from '../snippet.ts'
import { parseStacks, parseTree } from './state.ts'

const toolchain = findToolchain(ROOT)
if (!toolchain.miri && process.env['CI']) throw new Error('CI must have Miri: these tests may not be skipped there')
const root = mkdtempSync(join(tmpdir(), 'borrows-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const film = async (lines: readonly string[], arg: string, plant?: Plant) => {
  const source = `${lines.join('\n')}\n`
  const dir = mkdtempSync(join(root, 'one-'))
  const bench = makeBench({
    file: 'film.rs',
    source,
    snippet: parseSnippet(source),
    edition: 2024,
    compiler: toolchain.course!,
    toolchain,
    crates: null,
    dir,
  })
  return (await takeBorrows(bench, arg, plant)).body
}
const HEAD = ['//@ run', '//@ miri: stacked: ub, tree: ok']
const STALE = [
  ...HEAD,
  'fn main() {',
  '    let mut x = 42;',
  '    let p = &mut x as *mut i32;',
  '    let r = unsafe { &mut *p };',
  '    let _seen = unsafe { *p }; // it ends `r`',
  '    let _again = *r;',
  '}',
]

describe.skipIf(!toolchain.miri || !toolchain.course)('a film of borrow states', () => {
  test('holds what Miri prints, with names for its tags and the report', async () => {
    const body = await film(STALE, 'x')
    expect(body.places).toEqual([{ name: 'x', size: 4 }])
    expect(body.steps.map(s => `${s.kind} ${s.line}`)).toEqual(['after 4', 'after 5', 'after 6', 'after 7', 'after 8'])
    expect(body.stacked.names).toEqual(['x', "p'", 'p', "r'", 'r'])
    expect(body.stacked.states.map(step => step[0]![0])).toEqual([
      '0..4: [ Unique<1> ]',
      '0..4: [ Unique<1> Unique<2> SharedReadWrite<3> ]',
      '0..4: [ Unique<1> Unique<2> SharedReadWrite<3> Unique<4> Unique<5> ]',
      '0..4: [ Unique<1> Unique<2> SharedReadWrite<3> Disabled<4> Disabled<5> ]',
    ])
    expect(body.stacked.report).toMatchObject({ at: 4, class: 'missing', action: 'read', through: 'r', conflict: 'r' })
    expect(body.tree.names).toEqual(['x', 'p', "r'", 'r'])
    expect(body.tree.report).toBeNull()
    expect(body.miri.commit).toBe(toolchain.names.miri.commit)
  })
  test('several places, a pointee, a call that returns', async () => {
    const body = await film(
      [
        '//@ run',
        '//@ miri: ok',
        'fn set(to: &mut u8, from: &u8) {',
        '    *to = *from;',
        '}',
        'fn main() {',
        '    let mut a = 1u8;',
        '    let b = 2u8;',
        '    let q = &mut a;',
        '    set(q, &b);',
        '    let _done = a + b;',
        '}',
      ],
      'a b *q',
    )
    expect(body.places.map(p => `${p.name} ${p.size}`)).toEqual(['a 1', 'b 1', '*q 1'])
    expect(body.steps.map(s => `${s.kind} ${s.line} ${s.depth}`)).toEqual([
      'after 7 0',
      'after 8 0',
      'after 9 0',
      'enter 3 0',
      'after 4 1',
      'return 10 0',
      'after 11 0',
    ])
    expect(body.steps[3]!.call).toEqual({ line: 10, text: 'set(q, &b);' })
    const entered = parseTree(body.tree.states[3]![0]!).nodes.at(-1)!
    expect([body.tree.names[entered.tag - 1], entered.protected]).toEqual(['to', 'strong'])
    expect(parseTree(body.tree.states[5]![0]!).nodes.at(-1)!.protected).toBeNull()
    // A place and what a pointer to it leads to are the same memory.
    expect(body.stacked.states[4]![2]).toEqual(body.stacked.states[4]![0])
  })
  test.each([
    ['a cast of an address', 6, 'let _ = &raw const x as *const ();', 'Stacked Borrows'],
    ['a read', 6, 'let _ = unsafe { std::ptr::read_volatile(&raw const x) };', 'Stacked Borrows'],
    ['a write through the pointer', 6, 'unsafe { *p = 7 };', ''],
  ])('an instrument that perturbs it is refused: %s', async (_, line, text, model) => {
    await expect(film(STALE, 'x', { line, text })).rejects.toThrow(
      new RegExp(
        `^the instrument changes (?:the film: under ${model}.*behind line ${line}|what Miri reports under ${model})`,
      ),
    )
  })
  test.each([
    ['a place that is not made', STALE, 'y', 'no line of the film makes `y`'],
    ['what is no name', STALE, 'x[0]', '`x[0]` names no memory'],
    [
      'a statement of several lines',
      [...HEAD, 'fn main() {', '    let mut x = 1;', '    let r = &mut', '        x;', '    *r = 2;', '}'],
      'x',
      'line 6 is part of a statement of several lines',
    ],
    [
      'a local whose address nobody takes',
      [...HEAD, 'fn main() {', '    let x = 1;', '    let _y = x + 1;', '}'].map(l =>
        l.replace('stacked: ub, tree: ok', 'ok'),
      ),
      'x',
      'Miri makes no allocation for `x`',
    ],
    [
      'UB that is no matter of aliasing',
      [
        '//@ run',
        '//@ miri: ub',
        'fn main() {',
        '    let mut x = 1u8;',
        '    let p = &raw mut x;',
        '    unsafe { *p.wrapping_add(9) = 1 };',
        '}',
      ],
      'x',
      'a report that no aliasing model makes',
    ],
  ])('refused: %s', async (_, lines, arg, sentence) => {
    await expect(film(lines, arg)).rejects.toThrow(sentence)
  })
})

test('a film needs a verdict to end with', () => {
  expect(() => parseSnippet('//@ run\n//@ emit: borrows x\nfn main() {\n    let x = 1;\n}\n', 'p.rs')).toThrow(
    SnippetError,
  )
  expect(() => parseSnippet('//@ run\n//@ emit: borrows x\nfn main() {\n    let x = 1;\n}\n', 'p.rs')).toThrow(
    'p.rs:2: `//@ emit: borrows` needs `//@ miri: …`',
  )
})
test('lines of Miri are read, and what is not understood is said', () => {
  expect(parseStacks(['0..1: [ Unique<3> Disabled<4> ]'])).toEqual([
    {
      from: 0,
      to: 1,
      items: [
        { tag: 3, perm: 'Unique' },
        { tag: 4, perm: 'Disabled' },
      ],
    },
  ])
  expect(() => parseStacks(['0..1: [ Owned<3> ]'])).toThrow(
    'Miri prints an item of a stack that is not understood: `Owned<3>`',
  )
  const { bounds, nodes } = parseTree([
    '0..   1..   2',
    '| Unq | Unq |    └─┬──<1=root of the allocation>',
    '| Frz |?Cel |      ├─┬──<2=a, p>',
    '|-----|ReIM |      │ └────<4> Weakly protected',
    '| Frz |?Dis |      └────<3=b>',
  ])
  expect(bounds).toEqual([0, 1, 2])
  expect(nodes.map(n => [n.tag, n.parent, n.names.join('+'), n.protected])).toEqual([
    [1, null, '', null],
    [2, 1, 'a+p', null],
    [4, 2, '', 'weak'],
    [3, 1, 'b', null],
  ])
  expect(nodes[2]!.perms).toEqual([null, { perm: 'Reserved (interior mutable)', accessed: true }])
  expect(() => parseTree(['0.. 1', '| Own |    └────<1>'])).toThrow(
    'Miri prints a permission that is not understood: `Own`',
  )
})
