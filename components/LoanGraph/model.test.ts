import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readExample } from '../../scripts/lib/recording/check.ts'
import { emitOf, FigureDataError, PLOT, STRIP } from '../figure/contract.ts'
import { crossings, flaws } from '../figure/overlap.ts'
import { edges, kills, scopePoints, pointOf, regionPoints, statementAt, violations, why } from './facts.ts'
import { plain } from './graph.ts'
import { walk } from './walk.ts'
import { examples, fromRecording, model, pointRuns, type LoanFrame, type LoanOptions } from './model.ts'

const NAMES = ['demo', 'first-then-push', 'abcd', 'list-walk', 'two-phase'] as const
const source = (name: string) => readFileSync(new URL(`./examples/${name}.rs`, import.meta.url), 'utf8')
const recorded = (name: string) => readExample('LoanGraph', name)
const traceOf = (name: string, options: LoanOptions = {}) =>
  fromRecording(recorded(name), { source: source(name), ...options })
const captions = (frames: readonly LoanFrame[]) => frames.map((f, i) => model.describe(frames[i - 1] ?? null, f))

describe.each(NAMES)('%s: what is drawn is what the compiler said', name => {
  const recording = recorded(name),
    body = emitOf(recording, 'nll'),
    run = recording.runs[0]!
  test('a loan is live at the points of its region that the flow reaches from its issue, and nowhere else', () => {
    const next = edges(body)
    for (const loan of body.loans) {
      const live = scopePoints(body, loan),
        region = regionPoints(body, loan.region),
        killed = new Set(kills(body, loan))
      expect(live.has(loan.issued)).toBe(true)
      for (const p of live) expect(region.has(p), `${loan.id} at ${p}`).toBe(true)
      for (const [p, after] of next)
        for (const q of after)
          if (live.has(p) && !killed.has(p) && region.has(q)) expect(live.has(q), `${loan.id}: ${p} to ${q}`).toBe(true)
    }
  })
  test('the frames draw the very sets of the recording', () => {
    for (const loan of body.loans.filter(l => !/fake/.test(l.kind))) {
      const last = traceOf(name, { show: 'region', loan: loan.id }).frames.at(-1)!
      const hidden = new Set(last.graph.hidden)
      expect(new Set(last.region!.points)).toEqual(
        new Set([...regionPoints(body, loan.region)].filter(p => !hidden.has(p.slice(0, p.indexOf('['))))),
      )
    }
  })
  test('every violation is an error of this recording, and every borrow error a violation', () => {
    const said = new Set(
      run.diagnostics.filter(d => d.level === 'error').flatMap(d => d.spans.filter(s => s.primary).map(s => s.line)),
    )
    const found = new Set(body.loans.flatMap(l => violations(body, l)).flatMap(p => statementAt(body, p)?.line ?? []))
    expect(found).toEqual(said)
    expect(run.verdict.kind === 'error').toBe(found.size > 0)
  })
  test('the drawn crosses carry the codes of the diagnostics', () => {
    const said = captions(traceOf(name, { show: 'loans' }).frames).filter(c => c.includes('conflicts with the loan `'))
    expect(said.length).toBe(run.diagnostics.filter(d => d.level === 'error').length)
    for (const d of run.diagnostics.filter(d => d.level === 'error'))
      expect(said.some(c => c.endsWith(`: ${d.code}.`))).toBe(true)
  })
  test('control flow reaches every drawn block, and only blocks for unwinding or unreachable ones are hidden', () => {
    const { graph } = traceOf(name, { show: 'cfg' }).frames[0]!
    const next = edges(body),
      seen = new Set<string>(),
      work = [pointOf(body.blocks[0]!.id, 0)]
    for (let p = work.pop(); p; p = work.pop())
      if (!seen.has(p)) {
        seen.add(p)
        work.push(...(next.get(p) ?? []))
      }
    for (const s of graph.nodes.flatMap(n => n.sections)) expect(seen.has(pointOf(s.block, 0))).toBe(true)
    for (const id of graph.hidden) {
      const b = body.blocks.find(b => b.id === id)!
      expect(b.cleanup || b.terminator.kind === 'unreachable', id).toBe(true)
    }
    expect(graph.nodes.flatMap(n => n.sections).length + graph.hidden.length).toBe(body.blocks.length)
  })
  test('with cleanup, the unwinding blocks are drawn as well', () => {
    const { graph } = traceOf(name, { show: 'cfg', cleanup: true }).frames[0]!
    expect(graph.hidden.every(id => body.blocks.find(b => b.id === id)!.terminator.kind === 'unreachable')).toBe(true)
  })
})

test('a slide may choose the blocks: the others are counted, and an unknown one is refused', () => {
  const { graph } = traceOf('demo', { show: 'cfg', blocks: 'bb0,bb1' }).frames[0]!
  expect(graph.nodes.flatMap(n => n.sections.map(s => s.block))).toEqual(['bb0', 'bb1'])
  expect(captions(traceOf('demo', { show: 'cfg', blocks: 'bb0,bb1' }).frames)[0]).toMatch(/more, not drawn/)
  expect(() => traceOf('demo', { show: 'cfg', blocks: 'bb99' })).toThrow(/no block `bb99`/)
})

test('a body that is too large with its unwinding is refused, and a strip leaves the unwinding out', () => {
  expect(() => traceOf('list-walk', { show: 'loans', cleanup: true })).toThrow(
    /to_refs in list-walk\.rs has 10 blocks with its unwinding, more than a slide has room for: leave out `cleanup`, or name the blocks/,
  )
  const trace = traceOf('abcd', { show: 'why', cleanup: true })
  expect(trace.frames[0]!.graph.nodes).toHaveLength(9)
  for (const frame of trace.frames) {
    const marks = model.layout(frame, STRIP)
    expect(marks.filter(m => m.key.startsWith('node-')).map(m => m.key)).toEqual([
      'node-bb0',
      'node-bb4',
      'node-bb2',
      'node-bb6',
    ])
    expect(flaws(marks, STRIP)).toEqual([])
  }
})

test.each(['demo', 'first-then-push', 'two-phase'] as const)(
  '%s: without a kill or a branch that re-enters it, the whole region is live',
  name => {
    const body = emitOf(recorded(name), 'nll')
    for (const loan of body.loans)
      expect([...scopePoints(body, loan)].sort()).toEqual([...regionPoints(body, loan.region)].sort())
  },
)

describe('why a loan is live', () => {
  test.each(['first-then-push', 'abcd'] as const)(
    '%s: a chain of recorded constraints, ending where the compiler points',
    name => {
      const recording = recorded(name),
        body = emitOf(recording, 'nll')
      const loan = body.loans.find(l => violations(body, l).length)!,
        at = violations(body, loan).at(-1)!
      const { path, region, end } = why(body, loan, at)
      expect(path[0]!.sup).toBe(loan.region)
      path.forEach((c, i) => {
        expect(body.constraints).toContainEqual(c)
        expect(c.sub).toBe(path[i + 1]?.sup ?? region)
        expect(regionPoints(body, c.sub).has(at)).toBe(true)
      })
      const label = recording.runs[0]!.diagnostics.find(d => d.level === 'error')!.spans.find(s =>
        /later used/.test(s.label ?? ''),
      )!
      expect('at' in end && statementAt(body, end.at)!.line).toBe(label.line)
    },
  )
  test('in words', () => {
    const said = captions(traceOf('abcd', { show: 'why' }).frames)
    expect(said[0]).toMatch(/conflicts with the loan `&y`: E0506\.$/)
    expect(said[1]).toMatch(
      /^`_\d+ = &_3` at `bb\d+\[\d+\]` puts the borrow into `_\d+`, so the loan’s region `'\?3` contains every point of `'\?6`\.$/,
    )
    expect(said.at(-1)).toMatch(
      /^`p` is used later, by `_0 = copy \(\*_4\)` at `bb\d+\[\d+\]`, so `'\?5` contains the point of the conflict, and so does each region before it\.$/,
    )
  })
})

describe('where a loan can flow', () => {
  const body = emitOf(recorded('abcd'), 'nll'),
    localized = emitOf(recorded('abcd'), 'polonius').localized!
  test('every step is a constraint that the compiler printed, and starts where the walk has been', () => {
    for (const loan of body.loans) {
      const entered = walk(body, loan, localized),
        been = new Map([
          [loan.region, new Set([loan.issued])],
          ...entered.map(e => [e.region, new Set(e.points)] as const),
        ])
      for (const e of entered)
        for (const at of e.points)
          expect(
            localized.some(c => c.to.region === e.region && c.to.at === at && been.get(c.from.region)?.has(c.from.at)),
            `${e.region} at ${at}`,
          ).toBe(true)
    }
  })
  test('the walk stays inside the region that NLL computed', () => {
    for (const loan of body.loans)
      for (const e of walk(body, loan, localized))
        for (const at of e.points) expect(regionPoints(body, loan.region).has(at)).toBe(true)
  })
  test('the loan of y misses C, which NLL refuses, and meets D', () => {
    const visits = traceOf('abcd', { show: 'walk', loan: 'y' }).frames.flatMap(f =>
      f.said.kind === 'visit' ? [[f.said.written, f.said.met]] : [],
    )
    expect(visits).toEqual([
      ['y += 1; // C', false],
      ['y += 1; // D', true],
    ])
    expect(emitOf(recorded('abcd'), 'polonius').verdicts).toMatchObject({ nll: ['E0506', 'E0506'], next: ['E0506'] })
  })
  test('a recording without a walk says what to write', () =>
    expect(() => traceOf('demo', { show: 'walk' })).toThrow(/demo\.rs holds no polonius/))
})

describe('captions', () => {
  test('a region with holes, and a write beside it', () => {
    const said = captions(traceOf('demo', { show: 'region' }).frames)
    expect(said[0]).toBe("`_3 = &_2` at `bb0[4]` makes the loan `&x`. Its region is `'?2`.")
    expect(said[1]).toBe("`'?2` contains `bb0[4..=9]`.")
    expect(said[2]).toBe("`'?2` contains `bb1[0]` as well, and no other point.")
    expect(said.at(-1)).toMatch(/^The write.* outside `'\?2`: accepted\.$/)
  })
  test('an accepted access inside the region is not said to be outside', () => {
    const said = captions(traceOf('abcd', { show: 'scope', loan: 'x' }).frames)
    expect(said[0]).toMatch(/^`'\?2` contains /)
    expect(said[1]).toMatch(/^`&x` is in scope after the borrow, at .* At .* it leaves `'\?2` and goes out of scope\.$/)
    expect(said[2]).toMatch(/is inside `'\?2`, but the loan is not in scope there: accepted\.$/)
    expect(captions(traceOf('abcd', { show: 'region', loan: 'x' }).frames).at(-1)).not.toMatch(/x = .* outside/)
  })
  test('lines', () => {
    expect(captions(traceOf('abcd', { view: 'lines' }).frames)).toEqual([
      'The borrow checker sees `f` as MIR; here each point stands at the source line that it came from.',
      '`&x` is in scope on lines 4 to 7 and 11 to 14.',
      '`&y` is in scope on lines 6 to 13.',
      '`y += 1` on line 11 conflicts with the loan `&y`: E0506.',
      '`y += 1` on line 13 conflicts with the loan `&y`: E0506.',
    ])
  })
  test('source lines and their statements', () =>
    expect(captions(traceOf('demo', { show: 'cfg' }).frames)).toContain(
      '`let r = &x;` became `bb0[4]`; folded statements are not counted.',
    ))
  test('a kill', () =>
    expect(captions(traceOf('list-walk', { show: 'kill' }).frames).at(-1)).toBe(
      '`_1 = move _11` at `bb8[4]` replaces the reference through which `(*list).value` was reached. The loan is killed: it goes out of scope here.',
    ))
  test('two phases', () => {
    const { frames } = traceOf('two-phase')
    expect(captions(frames)[1]).toMatch(
      /^`&mut \*v` is in scope at .* In the hollow part it is only reserved, and reads and shared borrows are allowed\.$/,
    )
    expect(captions(frames).at(-1)).toBe('No access conflicts with either loan while that is in scope: accepted.')
    const loan = frames.at(-1)!.loans[0]!
    expect(loan.reserved.length).toBeGreaterThan(0)
    expect(loan.reserved.length).toBeLessThan(loan.live.length)
  })
  test('source names', () =>
    expect(captions(traceOf('demo', { show: 'region', names: 'source' }).frames)[0]).toMatch(/^`r = &x` at/))
})

describe('every gallery example', () => {
  test.each(examples.map(e => [`${e.example} ${JSON.stringify(e.options)}`, e] as const))(
    '%s is sound in every box',
    (_, e) => {
      const { frames } = traceOf(e.example, e.options as LoanOptions)
      for (const box of [PLOT, STRIP, { width: 432, height: 300 }])
        for (const [i, frame] of frames.entries()) {
          const marks = model.layout(frame, box)
          expect([...flaws(marks, box), ...crossings(marks)], `frame ${i + 1} at ${box.width}`).toEqual([])
        }
    },
  )
  test.each(examples.map(e => [`${e.example} ${JSON.stringify(e.options)}`, e] as const))(
    '%s: blocks stand still from frame to frame',
    (_, e) => {
      const { frames } = traceOf(e.example, e.options as LoanOptions)
      const boxes = frames.map(f => model.layout(f, PLOT).filter(m => m.key.startsWith('node-')))
      for (const b of boxes) expect(b).toEqual(boxes[0])
    },
  )
  test('a frame survives JSON and draws the same; its outline names every statement that is drawn', () => {
    for (const frame of traceOf('demo', { show: 'region' }).frames) {
      expect(model.layout(JSON.parse(JSON.stringify(frame)), PLOT)).toEqual(model.layout(frame, PLOT))
      const text = JSON.stringify(model.outline(frame))
      for (const row of frame.graph.nodes.flatMap(n => n.sections.flatMap(s => s.rows)).filter(r => r.weight > 0))
        expect(text).toContain(row.point)
    }
  })
})

test('MIR text loses only what is drawn otherwise', () => {
  expect(plain('_7 = &mut ((*_1).0: i32)')).toBe('_7 = &mut (*_1).0')
  expect(plain('_8 = &mut ((*_1).1: std::option::Option<std::boxed::Box<List>>)')).toBe('_8 = &mut (*_1).1')
  expect(plain('_5 = Vec::<&mut i32>::push(move _6, move _7) -> [return: bb4, unwind: bb10]')).toBe(
    '_5 = Vec::push(move _6, move _7)',
  )
  expect(plain('_3 = <Vec<i32> as Index<usize>>::index(move _4, const 0_usize) -> [return: bb1, unwind: bb3]')).toBe(
    '_3 = Index::index(move _4, const 0)',
  )
  expect(
    plain(
      'assert(!move (_5.1: bool), "attempt to compute `{} + {}`, which would overflow", copy _3, const 1_i32) -> [success: bb1, unwind: bb8]',
    ),
  ).toBe('assert(!_5.1)')
})
test('runs of points, as the compiler prints them', () =>
  expect(pointRuns(['bb0[4]', 'bb0[5]', 'bb1[0]', 'bb0[7]'])).toBe('bb0[4..=5], bb1[0], bb0[7]'))

describe('what cannot be drawn is said', () => {
  test.each<[string, LoanOptions, RegExp]>([
    ['demo', { fn: 'other' }, /demo\.rs holds no nll of other/],
    ['demo', { loan: 'y' }, /has no loan `y`; its loans are bw0 \(&x\)/],
    ['demo', { show: 'violation' }, /no loan of demo in demo\.rs is violated/],
    ['demo', { show: 'kill' }, /no live loan of demo in demo\.rs is killed/],
  ])('%s %j', (name, options, message) => {
    expect(() => traceOf(name, options)).toThrow(FigureDataError)
    expect(() => traceOf(name, options)).toThrow(message)
  })
  test('lines without a region', () =>
    expect(() => fromRecording(recorded('demo'), { view: 'lines' })).toThrow(/has no `\/\/ #region program`/))
})

test('a strip draws every block that the slide has chosen, those of the unwinding included', () => {
  const chosen = traceOf('list-walk', { show: 'loans', cleanup: true, blocks: 'bb0,bb1,bb2,bb3,bb10,bb11' }).frames[0]!
  const blocksOf = (frame: typeof chosen) =>
    model.layout(frame, STRIP).filter(m => m.kind === 'rect' && m.key.startsWith('node-')).length
  expect(blocksOf(chosen)).toBe(chosen.graph.nodes.length)
  expect(blocksOf({ ...chosen, whole: false })).toBeLessThan(chosen.graph.nodes.length)
})
