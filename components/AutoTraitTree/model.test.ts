// The way down is the chain of E0277, the answers are the recorded ones, and every frame fits.
import { describe, expect, it } from 'vitest'
import { readExample } from '../../scripts/lib/recording/check.ts'
import type { AutoTraits } from '../../scripts/lib/recording/schema.ts'
import { PLOT, STRIP } from '../figure/contract.ts'
import { flaws } from '../figure/overlap.ts'
import { derive, sameType, traitOf, type Node } from './derive.ts'
import { examples, fromRecording, model, type AutoTraitTreeOptions } from './model.ts'

const load = (name: string) => readExample('AutoTraitTree', name)
const captions = (name: string, options: AutoTraitTreeOptions) => {
  const t = fromRecording(load(name), options)
  return t.frames.map((f, i) => model.describe(t.frames[i - 1] ?? null, f))
}
const row = (name: string, type: string) =>
  load(name).runs[0]!.emits.find(e => e.kind === 'auto-traits' && e.arg === type)!.body as AutoTraits
const way = (n: Node): string[] => [n.ty, ...n.children.filter(c => c.depth > 0).flatMap(way)]

describe('derivation', () => {
  it('goes down the recorded chain, to its first failing leaf', () => {
    const outer = row('outer', 'Outer'),
      chain = outer.why.find(w => w.trait === 'Send')!.chain
    expect(way(derive(load('outer').runs[0]!, outer, 'Send'))).toEqual(chain.map(c => c.ty).reverse())
  })
  it('names fields where a layout knows them, and their siblings’ recorded verdicts', () => {
    const root = derive(load('outer').runs[0]!, row('outer', 'Outer'), 'Send')
    expect(root.children.map(c => [c.edge, c.ty, c.holds])).toEqual([
      ['name', 'String', true],
      ['mid', 'Mid', false],
    ])
  })
  it('changes the question where an impl does', () => {
    const root = derive(load('outer').runs[0]!, row('outer', 'Shared'), 'Send'),
      arc = root.children[0]!,
      cell = arc.children[0]!
    expect([
      [root.ty, root.trait],
      [arc.ty, arc.trait],
      [cell.ty, cell.trait, cell.edge, cell.leaf],
    ]).toEqual([
      ['Shared', 'Send'],
      ['Arc<Cell<u8>>', 'Send'],
      ['Cell<u8>', 'Sync', 'where', true],
    ])
  })
  it('leaves out the insides of std when it is brief', () =>
    expect(way(derive(load('outer').runs[0]!, row('outer', 'Outer'), 'Send', true))).toEqual([
      'Outer',
      'Mid',
      'Option<Inner>',
      'Inner',
      'HashMap<u32, Rc<u8>>',
      '(u32, Rc<u8>)',
      'Rc<u8>',
    ]))
  it('reads the trait off each line of the chain', () => {
    expect(traitOf('required for `Arc<Cell<u8>>` to implement `Send`')).toBe('Send')
    expect(traitOf('`Cell<u8>` cannot be shared between threads safely')).toBe('Sync')
    expect(traitOf('required because it appears within the type `Mid`')).toBeNull()
    expect(sameType('std::rc::Rc<u8>', 'Rc<u8>')).toBe(true)
    expect(sameType('Rc<u8>', 'Rc<u16>')).toBe(false)
  })
})

describe('the way without insides', () => {
  const said = (ty: string, text: string) => ({ ty, text, span: null })
  const edges = (type: string, chain: ReturnType<typeof said>[]): string[] => {
    const row = { type, traits: { Send: false }, why: [{ trait: 'Send', chain }] }
    const out: string[] = []
    for (let n = derive({ emits: [] } as never, row as never, 'Send', true); n.children.length; n = n.children[0]!)
      out.push(`${n.ty} ${n.children[0]!.edge} ${n.children[0]!.ty}`)
    return out
  }
  it('leads on by a bound where an impl that is left out has one', () =>
    expect(
      edges('Map', [
        said('Rc', '`Rc` cannot be sent between threads safely'),
        said('(u8, Rc)', 'required because it appears within the type `(u8, Rc)`'),
        said('raw::Table', 'required for `raw::Table` to implement `Send`'),
        said('Map', 'required because it appears within the type `Map`'),
      ]),
    ).toEqual(['Map where (u8, Rc)', '(u8, Rc) within Rc']))
  it('leads on by a part where none has, and never by a part of a reference', () =>
    expect(
      edges('Vec', [
        said('Rc', '`Rc` cannot be sent between threads safely'),
        said('&mut Rc', 'required because it appears within the type `&mut Rc`'),
        said('raw::Buf', 'required because it appears within the type `raw::Buf`'),
        said('Vec', 'required because it appears within the type `Vec`'),
      ]),
    ).toEqual(['Vec within &mut Rc', '&mut Rc where Rc']))
})

describe('captions', () => {
  it('ask, descend, find the leaf and settle', () =>
    expect(captions('outer', { type: 'Shared', trait: 'Send' })).toEqual([
      'Is `Shared` `Send`? Only if all that it contains is.',
      '`Shared` contains `Arc<Cell<u8>>`.',
      '`Arc<Cell<u8>>` is `Send` only if `Cell<u8>` is `Sync`, and that is not `Sync`: the first failing leaf.',
      '`Shared` is not `Send`, because `Cell<u8>` is not `Sync`.',
    ]))
  it('do not judge a type by its parts where an impl decides', () =>
    expect(captions('matrix', { type: "&'static Cell<i32>", trait: 'Send' })[0]).toBe(
      "Is `&'static Cell<i32>` `Send`? An `impl` with a condition decides that, and not its parts.",
    ))
  it('say that no part fails', () =>
    expect(captions('outer', { type: 'Plain', trait: 'Send' })).toEqual([
      '`Plain` is `Send` if all that it contains is.',
      '`u64` and `String` are asked in turn.',
      '`Plain` is `Send`: no part of it fails.',
    ]))
  it('follow a circle, and answer only when it is closed', () => {
    expect(captions('list', { type: 'List', trait: 'Send' })).toEqual([
      '`List` is `Send` if all that it contains is.',
      '`u8` and `Option<Box<List>>` are asked in turn.',
      '`Box<List>` is asked in turn.',
      '`List` is asked again: the same goal has returned.',
      '`List` is `Send`: no part of it fails, and recursion alone is not a failure.',
    ])
    const f = fromRecording(load('list'), { type: 'List', trait: 'Send' }).frames
    const answers = (i: number) =>
      model.layout(f[i]!, PLOT).flatMap(m => (m.kind === 'text' && /Send/.test(m.text) ? [m.text] : []))
    expect(answers(3)).toEqual(['Send?', 'is Send', 'Send?', 'Send?', 'Send?'])
    expect(answers(4)).toEqual(['is Send', 'is Send', 'is Send', 'is Send', 'is Send'])
  })
  it('count the answers', () => {
    const rows = load('matrix').runs[0]!.emits.map(e => (e.body as AutoTraits).traits)
    expect(captions('matrix', { show: 'table' })).toEqual([
      'Which of these 16 types are `Send` and `Sync`?',
      `Of 16 types, ${rows.filter(r => r.Send).length} are \`Send\` and ${rows.filter(r => r.Sync).length} are \`Sync\`.`,
    ])
    expect(
      captions('matrix', { show: 'table', type: "MutexGuard<'static, i32>, *mut i32, i32", steps: 'rows' }).slice(0, 2),
    ).toEqual(["`MutexGuard<'static, i32>` is `Sync` but not `Send`.", '`*mut i32` is neither `Send` nor `Sync`.'])
  })
})

describe('frames', () => {
  it.each(
    [
      ...examples,
      { example: 'matrix', options: { show: 'table', steps: 'rows' } as const },
      { example: 'matrix', options: { show: 'quadrants', steps: 'rows' } as const },
    ].map(e => ({ name: `${e.example} ${JSON.stringify(e.options)}`, e })),
  )('$name fit, without collisions, in all sizes', ({ e }) => {
    for (const f of fromRecording(load(e.example), e.options).frames)
      for (const box of [PLOT, STRIP, { width: 432, height: 300 }]) expect(flaws(model.layout(f, box), box)).toEqual([])
  })
  it('say what a quadrant means where there is room', () => {
    const f = fromRecording(load('matrix'), { show: 'quadrants', steps: 'all' }).frames[0]!
    const said = (width: number) =>
      model.layout(f, { width, height: 300 }).some(m => m.kind === 'text' && m.text === 'stays on its thread')
    expect([said(PLOT.width), said(432)]).toEqual([true, false])
  })
  it('put each type into the quadrant of its answers', () => {
    const f = fromRecording(load('matrix'), { show: 'quadrants', steps: 'all' }).frames[0]!
    const at = new Map(
      model
        .layout(f, PLOT)
        .flatMap(m => (m.kind === 'text' ? [[m.text, [m.x > PLOT.width / 2, m.y > PLOT.height / 2]] as const] : [])),
    )
    for (const r of load('matrix').runs[0]!.emits) {
      const { Send, Sync } = (r.body as AutoTraits).traits
      expect(at.get(r.arg), r.arg).toEqual([!Sync, !Send])
    }
  })
})

describe('beside code', () => {
  const words = (options: AutoTraitTreeOptions, width: number) =>
    model
      .layout(fromRecording(load('outer'), options).frames.at(-1)!, { width, height: 300 })
      .flatMap(m => (m.kind === 'text' ? [m.text] : []))
  it('says why each type is asked, where there is room behind the types', () =>
    expect(words({ type: 'Shared', trait: 'Send' }, 432)).toEqual(
      expect.arrayContaining(['asked because', 'it requires']),
    ))
  it('leaves the reasons out where there is none', () =>
    expect(words({ type: 'Shared', trait: 'Send' }, 300)).not.toContain('asked because'))
})

describe('data that cannot be drawn', () => {
  it('is refused in words', () => {
    expect(() => fromRecording(load('outer'), { type: 'Nope' })).toThrow(
      'outer.rs holds no auto traits of Nope: add `//@ emit: auto-traits Nope`',
    )
    expect(() => fromRecording(load('outer'), { trait: 'Freeze' })).toThrow('recorded no `Freeze` of Outer')
  })
})
