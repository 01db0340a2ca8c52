// The figure on its examples: sentences, geometry, and that it shows only Rust that was compiled.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe as suite, expect, test } from 'vitest'
import { parse } from 'yaml'
import { FigureDataError, PLOT, STRIP, type TextTree } from '../figure/contract.ts'
import { flaws } from '../figure/overlap.ts'
import { readExample, readRecording } from '../../scripts/lib/recording/check.ts'
import { ROOT } from '../../scripts/lib/deck.ts'
import { examples, fromRecording, model, type Frame } from './model.ts'

const folder = new URL('./examples/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8')
const recordingOf = (name: string) => readExample('BorrowModels', name)
const load = (name: string, more: object = {}) =>
  fromRecording(recordingOf(name), { ...operations(name), source: read(`${name}.rs`), ...more })
/** Of a film that is not recorded. */
const operations = (name: string): object =>
  existsSync(new URL(`${name}.ops.yaml`, folder)) ? { ops: parse(read(`${name}.ops.yaml`)) } : {}
const captions = (name: string, more: object = {}) => {
  const { frames } = load(name, more)
  return frames.map((f, i) => model.describe(frames[i - 1] ?? null, f))
}

test('every program of the folder is in the list', () => {
  expect(
    readdirSync(folder)
      .filter(f => f.endsWith('.rs'))
      .map(f => f.slice(0, -3))
      .sort(),
  ).toEqual(examples.map(e => e.example).sort())
})

suite('captions', () => {
  test('a raw read makes the reference stale in one model only', () => {
    expect(captions('stale-reference')).toEqual([
      '`x` is allocated: the stack gains `x`, Unique; the tree gains `x`, Unique.',
      '`t` is made from `x`, `xraw` from `t`: the stack gains `t` and `xraw`; the tree gains `t`, Reserved, `xraw` shares the tag of `t`.',
      '`xref` is made from `xraw`: the stack gains `xref`, Unique; the tree gains `xref`, Reserved.',
      'Reading through `xraw`: the stack disables `xref`; the tree stays as it is.',
      'Reading through `xref`: Stacked Borrows reports UB, `xref` is disabled; the tree stays as it is.',
    ])
  })
  test('a foreign write meets the protector in both', () => {
    expect(captions('protector').slice(4)).toEqual([
      'Entering `foo`: the stack gains `a`, Unique; the tree gains `a`, Reserved, `y` shares the tag of `x`.',
      'Writing through `a`: the stack stays as it is; in the tree `a`, `r` and `x` become Unique.',
      'Writing through `y`: both models report UB, since the stack would lose protected `a` and in the tree protected `a` would become Disabled.',
    ])
  })
  test('reading the parent freezes in the tree, and only there', () => {
    expect(captions('parent-read').slice(4)).toEqual([
      'Reading through `root`: the stack disables `mref`; in the tree `mref` becomes Frozen.',
      'Writing through `ptr`: the stack stays as it is; Tree Borrows reports UB, `mref` is Frozen.',
    ])
  })
  test('bytes are told apart', () => {
    expect(captions('split-at-mut')[3]).toBe(
      '`b` is made from `p`: the stack pops `a`, gains `b`, Unique; the tree gains `b`, Reserved.',
    )
    expect(captions('split-at-mut')[5]).toContain('`a` becomes Disabled in 2..3')
    expect(captions('cell')[1]).toBe(
      '`a` is made from `pair`: the stack gains `a`, SharedReadOnly and SharedReadWrite; the tree gains `a`, Frozen in 0..1, Cell in 1..2.',
    )
    expect(captions('cell')[3]).toBe('Writing through `a`: neither model changes anything.')
  })
  test('one model goes on where the other has stopped', () => {
    expect(captions('freed-under-a-call').slice(4)).toEqual([
      '`owner` is made from `p`: Stacked Borrows reports UB, it would remove `held`, which is protected; the tree gains `owner`, Reserved.',
      'Freeing through `owner`: Tree Borrows reports UB, protected `held` would become Disabled.',
    ])
  })
  test('alone, a model is told alone', () => {
    expect(captions('parent-read', { only: 'tree' })[4]).toBe(
      'Reading through `root`: in the tree `mref` becomes Frozen.',
    )
    expect(captions('parent-read', { only: 'stacked' })[5]).toBe('Writing through `ptr`: the stack stays as it is.')
  })
  test('each fits two lines', () => {
    for (const { example } of examples) for (const c of captions(example)) expect(c.length, c).toBeLessThanOrEqual(160)
  })
})

suite('geometry', () => {
  const boxes = [PLOT, STRIP, { width: 432, height: 300 }]
  for (const { example } of examples) {
    for (const only of [undefined, 'stacked', 'tree'] as const) {
      test(`${example} ${only ?? 'both'}`, () => {
        const { frames } = load(example, only ? { only } : {})
        for (const f of frames)
          for (const box of boxes)
            expect(flaws(model.layout(f, box), box), `frame ${f.step + 1} at ${box.width}x${box.height}`).toEqual([])
      })
    }
  }
  test('a protected tag carries a lock in both panels, and none after the call', () => {
    const locks = (f: Frame) =>
      model
        .layout(f, PLOT)
        .filter(m => m.kind === 'dot' && m.shape === 'lock')
        .map(m => m.key)
    const { frames } = load('protector')
    expect(locks(frames[3]!)).toEqual([])
    expect(locks(frames[4]!)).toEqual(['sb-0-a-lock', 'tb-a-lock'])
  })
  test('one column where no byte differs, three where two windows overlap in one', () => {
    expect(load('protector').frames[0]!.columns).toEqual([{ alloc: 'v', from: 0, to: 4 }])
    expect(load('split-at-mut').frames[0]!.columns.map(c => [c.from, c.to])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ])
  })
})

test('the outline tells the stack from the top and the tree from its root', () => {
  const flat = (t: TextTree, depth = 0): string[] => [
    `${'  '.repeat(depth)}${t.text}`,
    ...(t.children ?? []).flatMap(c => flat(c, depth + 1)),
  ]
  expect(flat(model.outline(load('stale-reference').frames[3]!))).toEqual([
    'A raw read, then the reference that it made stale, line 4: `let _seen = unsafe { *xraw };`',
    '  Stacked Borrows: no UB reported',
    '    x, bytes 0..4, from the top',
    '      `xref`: Disabled (disabled)',
    '      `xraw`: SharedReadWrite',
    '      `t`: Unique',
    '      `x`: Unique',
    '  Tree Borrows: no UB reported',
    '    `x`: Unique',
    '      `t`, `xraw`: Reserved',
    '        `xref`: Reserved',
  ])
})

test('a filmstrip keeps what changed and the end', () => {
  const trace = load('cell')
  expect(model.keyFrames!(trace)).toEqual([0, 1, 2, 5, 6])
})

test('it says that it is a model, and of what', () => {
  expect(load('protector').provenance).toMatchObject({
    kind: 'model',
    source: 'protector.rs',
    note: 'simulated; rules as in Miri 9907069 of 2026-08-22',
  })
})

suite('a film that Miri has printed', () => {
  const deck = (name: string) => readRecording(join(ROOT, 'decks/10-unsafe-ub/recordings', `${name}.json`))
  const said = (name: string) => {
    const { frames } = fromRecording(deck(name), {})
    return frames.map((f, i) => model.describe(frames[i - 1] ?? null, f))
  }
  test('ranges, a call, a protector and its end', () => {
    expect(captions('lent-window')).toEqual([
      'After `let mut pair = [1u8, 2]`: the stack gains `pair`, Unique; the tree gains `pair`, Unique.',
      'After `let whole = &mut pair`: the stack gains `whole`, Unique; the tree gains `whole`, Reserved.',
      'After `let low = &mut whole[0]`: the stack gains `low`, Unique; the tree gains `low`, Reserved.',
      "Entering `fill`: the stack gains `byte'` and `byte`; the tree gains `byte'` and `byte`.",
      "After `*byte = 7`: the stack stays as it is; in the tree `whole`, `low`, `byte'` and `byte` become Unique in 0..1.",
      'Back from `fill(low)`: neither model changes anything.',
      "After `whole[1] = 3`: the stack stays as it is; in the tree `whole` becomes Unique in 1..2, `low`, `byte'` and `byte` become Disabled in 1..2.",
    ])
    const { frames } = load('lent-window')
    expect(frames.map(f => f.tree.nodes.filter(n => n.protected).map(n => n.name))).toEqual([
      [],
      [],
      [],
      ['byte'],
      ['byte'],
      [],
      [],
    ])
    expect(frames.map(f => f.program[f.lines[f.step]!]!.text)).toContain('fn fill(byte: &mut u8) {')
    expect(frames[0]!.program[3]).toEqual({ text: 'fill(low);', indent: 0 })
  })
  test('names, permissions and the end of each of deck 10', () => {
    expect(said('stale-reference').slice(2)).toEqual([
      "After `let xref = unsafe { &mut *xraw }`: the stack gains `xref'` and `xref`; the tree gains `xref'` and `xref`.",
      "After `let _seen = unsafe { *xraw }`: the stack disables `xref'` and `xref`; the tree stays as it is.",
      'At `let _again = *xref`: Stacked Borrows reports UB, `xref` is disabled; the tree stays as it is.',
    ])
    expect(said('protector').at(-1)).toBe(
      'At `unsafe { *y = 2 }`: both models report UB, since the stack would lose protected `a` and in the tree protected `a` would become Disabled.',
    )
    expect(said('parent-read').slice(-2)).toEqual([
      'After `let _seen = root`: the stack disables `mref`; in the tree `mref` becomes Frozen.',
      'At `unsafe { *ptr = 1 }`: the stack stays as it is; Tree Borrows reports UB, `mref` is Frozen.',
    ])
  })
  test('what std does on its own is one row', () => {
    expect(said('cell')[4]).toBe(
      'After `b.cell.set(4)`: the stack pops 5 tags of `set`, gains 12 tags of `set`; the tree gains 10 tags of `set`, 4 tags of `set` become Disabled in 1..2.',
    )
    const last = fromRecording(deck('cell'), {}).frames.at(-1)!
    expect(last.stacked.stacks[1]!.map(i => i.many?.name ?? i.name)).toEqual([
      'pair',
      'b',
      'a',
      'set: 7 tags',
      'set: 12 tags',
    ])
    expect(last.tree.nodes.map(n => n.many ?? n.name)).toEqual([
      'pair',
      'a',
      'set: 6 tags',
      'set: 4 tags',
      'b',
      'set: 6 tags',
      'set: 4 tags',
    ])
  })
  test.each(['stale-reference', 'protector', 'parent-read', 'cell'])('%s fits its boxes', name => {
    for (const only of [undefined, 'stacked', 'tree'] as const)
      for (const f of fromRecording(deck(name), only ? { only } : {}).frames)
        for (const box of [PLOT, STRIP, { width: 432, height: 344 }, { width: 456, height: 348 }])
          expect(flaws(model.layout(f, box), box), `frame ${f.step + 1} at ${box.width}x${box.height}`).toEqual([])
  })
  test('Miri and its date vouch for it', () => {
    const { provenance, title } = fromRecording(deck('protector'), { title: 'A foreign write' })
    expect(provenance).toMatchObject({ kind: 'recorded', note: "a stack's locks are those of the tree" })
    expect(provenance.witness).toMatch(/^Miri [0-9a-f]{9} of \d{4}-\d\d-\d\d$/)
    expect(title).toBe('A foreign write')
  })
  test('it takes no operations beside it', () =>
    expect(() => fromRecording(deck('protector'), { ops: {} })).toThrow(
      'protector.rs has a recorded film, and operations beside it: delete protector.ops.yaml',
    ))
})

suite('what it refuses', () => {
  const recording = recordingOf('stale-reference')
  const wrong = (ops: unknown, source?: string) => () =>
    fromRecording(recording, { ops, ...(source === undefined ? {} : { source }) })
  test('no operations', () =>
    expect(wrong(undefined)).toThrow(
      'stale-reference.rs has no film: add `//@ emit: borrows PLACE` to it and run `npm run record`, or write operations into stale-reference.ops.yaml beside it',
    ))
  test('Rust that was not compiled', () =>
    expect(
      wrong({ title: 'T', steps: [{ line: 'let y = 7;', ops: 'y = alloc 4' }] }, read('stale-reference.rs')),
    ).toThrow('`let y = 7;` is not in stale-reference.rs'))
  test('going on after both have stopped', () =>
    expect(
      wrong({
        title: 'T',
        steps: [
          { line: 'a', ops: ['x = alloc 1', 'r = &x', 'write x', 'read r'] },
          { line: 'b', ops: 'read x' },
        ],
      }),
    ).toThrow('goes on after both models have stopped'))
  test('a Miri that says otherwise', () => {
    const run = recording.runs[0]!
    const reported = {
      ...recording,
      runs: [
        {
          ...run,
          emits: [
            {
              kind: 'witness' as const,
              arg: '',
              body: [{ witness: 'miri-tree' as const, class: 'reported' as const, exit: 1, message: null }],
            },
          ],
        },
      ],
    }
    expect(() => fromRecording(reported, { ops: parse(read('stale-reference.ops.yaml')) })).toThrow(FigureDataError)
  })
})
