// The borrow checker's own picture: MIR as a graph (or the source lines), loans as bars, a region as the points it holds, kills,
// violations, and why a loan is still live. Every point, region, kill and violation comes from the compiler; what follows from them is in facts.ts.
import {
  emitOf,
  FigureDataError,
  provenanceOf,
  runOf,
  type FigureModel,
  type TextTree,
  type Trace,
} from '../figure/contract.ts'
import { programOf } from '../program.ts'
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { hopsOf, walk, type Hop } from './walk.ts'
import {
  blockOf,
  conflicts,
  edges,
  indexOf,
  kills,
  scopePoints,
  named,
  nameOf,
  ownLine,
  regionPoints,
  sorted,
  statementAt,
  violations,
  why,
  type Loan,
  type NllBody,
  type Why,
} from './facts.ts'
import { graphOf, plain, type Graph } from './graph.ts'
import { layout, overflow } from './layout.ts'

export type Show = 'cfg' | 'region' | 'scope' | 'loans' | 'why' | 'kill' | 'violation' | 'walk'
export interface DrawnLoan {
  id: string
  region: string
  label: string
  kind: 'shared' | 'mut' | 'other'
  issued: string
  live: string[]
  /** Points before the activation of a two-phase borrow: reserved, not yet exclusive. */
  reserved: string[]
  cut: string[]
  cross: string[]
}
export interface Step {
  text: string
  note: string
}
export type Said =
  | {
      kind: 'graph'
      fn: string
      blocks: number
      hidden: number
      /** the slide chose which blocks to draw */ chosen: boolean
    }
  | { kind: 'line'; line: number; text: string; points: string[] }
  | { kind: 'issue'; loan: string; region: string; at: string; statement: string }
  | { kind: 'points'; region: string; points: string[]; last: boolean }
  | { kind: 'contains'; region: string; points: string[] }
  | { kind: 'leaves'; region: string; loan: string; points: string[]; at: string[] }
  | { kind: 'unmet'; region: string; accesses: { at: string; text: string; line: number | null }[] }
  | { kind: 'outside'; region: string; accesses: { at: string; text: string; line: number | null }[]; empty: string[] }
  | { kind: 'violated'; loan: string; at: string; statement: string; line: number | null; code: string | null }
  | { kind: 'bars'; loan: string; points: string[]; lines: number[]; reserved: boolean }
  | { kind: 'quiet'; loans: number }
  | {
      kind: 'killed'
      loan: string
      at: string
      statement: string
      line: number | null
      /** the borrowed place was reached through the reference that is replaced */ through: boolean
    }
  | {
      kind: 'constraint'
      sup: string
      sub: string
      reason: string
      at: string
      statement: string
      /** `sup` is the region of the loan */ first: boolean
    }
  | { kind: 'start'; loan: string; region: string; at: string; statement: string }
  | { kind: 'hop'; region: string; at: string; statement: string; points: string[]; last: boolean }
  | { kind: 'visit'; loan: string; at: string; written: string; met: boolean; code: string | null }
  | { kind: 'end'; region: string; end: Why['end']; statement: string; line: number | null; name: string }

export interface LoanFrame {
  view: 'graph' | 'lines'
  show: Show
  /** The same object in all frames of a trace. */
  graph: Graph
  /** The slide chose the blocks: a strip draws each of them. */
  whole: boolean
  loans: DrawnLoan[]
  /** Points painted as a region, with its loan's kind. */
  region: { name: string; points: string[]; kind: DrawnLoan['kind'] } | null
  /** What this frame points at. */
  focus: string[]
  /** The chain of constraints up to here; null when the figure shows none. */
  steps: Step[] | null
  stepCount: number
  /** Loans that some frame of this trace draws, in order: one lane of the gutter each. */
  lanes: string[]
  program: { number: number; text: string }[]
  /** Source line of a point, for the view by lines. */
  lineOf: Record<string, number>
  line: number
  notes: { line: number; text: string; now: boolean }[]
  said: Said
}

export interface LoanOptions {
  /** The function; the only one recorded when absent. */
  fn?: string
  /** A loan by its id (`bw0`), or by the place it borrows in source names (`x`). */
  loan?: string
  show?: Show
  /** `graph`: MIR blocks. `lines`: the source (`// #region program`) with the bars beside it. */
  view?: 'graph' | 'lines'
  /** `mir`: `_3 = &_2`. `source`: `r = &x`. */
  names?: 'mir' | 'source'
  /** Draw unwinding blocks as well. */
  cleanup?: boolean
  /** Only these blocks, separated by commas (`bb0,bb2,bb8`): for a body with more blocks than can be read. */
  blocks?: string
  source?: string
  edition?: number
}

const MOST_LINES = 16
const kindOf = (loan: Loan): DrawnLoan['kind'] =>
  loan.kind === 'shared' ? 'shared' : loan.kind.startsWith('mut') ? 'mut' : 'other'

/** @throws FigureDataError for a function, loan or view that the recording does not give. */
export function fromRecording(recording: Recording, options: LoanOptions = {}): Trace<LoanFrame> {
  const body = emitOf(recording, 'nll', options.fn, options.edition),
    run = runOf(recording, options.edition)
  const show = options.show ?? 'loans',
    view = options.view ?? 'graph'
  const text =
    view === 'lines' || show !== 'why' ? programOf(options.source, view === 'lines' ? MOST_LINES : Infinity) : null
  // Under a graph there is room for a short function only.
  const region = text && (view === 'lines' || text.lines.length <= 7) ? text : null
  if (view === 'lines' && !region)
    throw new FigureDataError(`${recording.snippet} has no \`// #region program\`, which the view by lines shows`)
  const loans = body.loans.filter(l => !/fake/.test(l.kind))
  if (!loans.length && show !== 'cfg')
    throw new FigureDataError(`${body.fn} in ${recording.snippet} borrows nothing: only \`show="cfg"\` draws it`)
  if ((show === 'kill' || show === 'violation' || show === 'why') && !body.facts)
    throw new FigureDataError(
      `the recording of ${recording.snippet} holds no facts about kills and invalidations: run \`npm run record\` again`,
    )
  const localized = show === 'walk' ? emitOf(recording, 'polonius', options.fn, options.edition).localized : undefined
  if (show === 'walk' && !localized)
    throw new FigureDataError(
      `the recording of ${recording.snippet} holds no localized constraints: write \`//@ emit: polonius ${body.fn}\``,
    )
  const label = (l: Loan) => borrowText(body, l, options.source)
  const subject = choose(body, loans, options.loan, show, label, recording.snippet)
  const codes = new Map(
    run.diagnostics
      .filter(d => d.level === 'error')
      .flatMap(d => d.spans.filter(s => s.primary).map(s => [s.line, d.code] as const)),
  )
  const primary = new Set(
    run.diagnostics
      .filter(d => d.level === 'error')
      .flatMap(d => d.spans.filter(s => s.primary).map(s => `${s.line}:${s.column}-${s.columnEnd}`)),
  )
  const pointedAt = new Set(
    body.blocks.flatMap(b =>
      [...b.statements, b.terminator].flatMap((s, i) =>
        s.span && primary.has(`${s.span.line}:${s.span.column}-${s.span.columnEnd}`) ? [`${b.id}[${i}]`] : [],
      ),
    ),
  )
  const twoPhase = new Set(
    run.emits.flatMap(e =>
      e.kind === 'thir' ? e.body.borrows.filter(b => b.twoPhase).map(b => `${b.span.line}:${b.span.column}`) : [],
    ),
  )
  const drawn = new Map(loans.map(l => [l.id, draw(body, l, label(l), twoPhase)]))

  const keep = new Set(
    loans.flatMap(l => [
      l.issued,
      ...violations(body, l),
      ...cuts(body, l),
      ...(l === subject ? conflicts(body, l) : []),
    ]),
  )
  const chain = show === 'why' && subject ? explain(body, subject, recording.snippet, pointedAt) : null
  for (const c of chain?.groups ?? []) keep.add(c.at)
  if (chain && 'at' in chain.why.end) keep.add(chain.why.end.at)
  const hops = localized && subject ? hopsOf(walk(body, subject, localized)) : []
  for (const h of hops) keep.add(h.at)
  const sets = [
    ...hops.map(h => new Set(h.points)),
    ...(subject && (show === 'region' || show === 'scope') ? [regionPoints(body, subject.region)] : []),
    ...[...drawn.values()].map(l => new Set(l.live)),
  ]
  const groupOf = (p: string) => sets.map(s => (s.has(p) ? '1' : '0')).join('')
  const only = options.blocks ? new Set(options.blocks.split(',').map(b => b.trim())) : undefined
  for (const id of only ?? [])
    if (!body.blocks.some(b => b.id === id))
      throw new FigureDataError(
        `${body.fn} in ${recording.snippet} has no block \`${id}\`: its blocks are bb0 to ${body.blocks.at(-1)!.id}`,
      )
  const graph = graphOf(body, {
    cleanup: options.cleanup ?? false,
    ...(only ? { only } : {}),
    names: options.names ?? 'mir',
    keep,
    groupOf,
  })
  const lineOf = Object.fromEntries(
    graph.nodes.flatMap(n =>
      n.sections.flatMap(s => s.rows.flatMap(r => (r.line === null ? [] : [[r.point, r.line]]))),
    ),
  )
  const statement = (at: string) => {
    const t = plain(statementAt(body, at)?.text ?? '')
    return options.names === 'source' ? named(body, t) : t
  }
  const base: LoanFrame = {
    view,
    show,
    graph,
    whole: only !== undefined,
    loans: [],
    region: null,
    focus: [],
    steps: null,
    stepCount: 0,
    lanes: [],
    program: region?.lines.map(l => ({ number: l.number, text: l.text })) ?? [],
    lineOf,
    line: -1,
    notes: [],
    said: {
      kind: 'graph',
      fn: body.fn,
      blocks: graph.nodes.reduce((n, b) => n + b.sections.length, 0),
      hidden: graph.hidden.length,
      chosen: only !== undefined,
    },
  }
  const ctx: Context = { body, base, graph, drawn, loans, subject, statement, codes, pointedAt, lineOf }
  const frames = {
    cfg: cfgFrames,
    region: regionFrames,
    scope: scopeFrames,
    loans: loanFrames,
    kill: killFrames,
    violation: violationFrames,
    why: (c: Context) => whyFrames(c, chain!),
    walk: (c: Context) => walkFrames(c, hops, options.source),
  }[show](ctx)
  const lanes = loans.map(l => l.id).filter(id => frames.some(f => f.loans.some(l => l.id === id)))
  const chained = Math.max(...frames.map(f => f.stepCount))
  const all = frames.map(f => ({
    ...f,
    lanes,
    stepCount: chained,
    line: base.program.findIndex(l => f.focus.some(p => lineOf[p] === l.number)),
  }))
  // Only bodies with their unwinding have been seen to be too large; laying out is the costly part.
  if (options.cleanup && all[0] && overflow(all[0]) > 0)
    throw new FigureDataError(
      `${body.fn} in ${recording.snippet} has ${graph.nodes.length} blocks with its unwinding, more than a slide has room for: leave out \`cleanup\`, or name the blocks that matter with \`blocks="bb0,bb2"\``,
    )
  return {
    schema: 'loan-graph@1',
    title: titleOf(show, body, subject ? label(subject) : ''),
    provenance: provenanceOf(recording, options.edition),
    frames: all,
  }
}

interface Context {
  body: NllBody
  base: LoanFrame
  graph: Graph
  drawn: Map<string, DrawnLoan>
  loans: Loan[]
  subject: Loan | null
  statement: (at: string) => string
  codes: Map<number, string | null>
  /** points whose span is the primary span of an error */ pointedAt: Set<string>
  lineOf: Record<string, number>
}

const titleOf = (show: Show, body: NllBody, label: string): string =>
  ({
    cfg: `The control flow of ${body.fn}`,
    region: `The region of ${label} in ${body.fn}`,
    scope: `Where ${label} is in scope in ${body.fn}`,
    loans: `The loans of ${body.fn}`,
    why: `Why ${label} is in scope in ${body.fn}`,
    kill: `Where ${label} is killed in ${body.fn}`,
    violation: `Where ${label} is violated in ${body.fn}`,
    walk: `Where ${label} can flow in ${body.fn}`,
  })[show]

function choose(
  body: NllBody,
  loans: readonly Loan[],
  wanted: string | undefined,
  show: Show,
  label: (l: Loan) => string,
  snippet: string,
): Loan | null {
  if (wanted) {
    const found =
      loans.find(l => l.id === wanted) ??
      loans.find(l => label(l).replace(/^&(mut )?/, '') === wanted || label(l) === wanted)
    if (!found)
      throw new FigureDataError(
        `${body.fn} in ${snippet} has no loan \`${wanted}\`; its loans are ${loans.map(l => `${l.id} (${label(l)})`).join(', ')}`,
      )
    return found
  }
  if (show === 'why' || show === 'violation' || show === 'walk') {
    const found = loans.find(l => violations(body, l).length)
    if (!found)
      throw new FigureDataError(
        `no loan of ${body.fn} in ${snippet} is violated: name one with \`loan\`, or show \`loans\``,
      )
    return found
  }
  if (show === 'kill') {
    const found = loans.find(l => cuts(body, l).length)
    if (!found) throw new FigureDataError(`no live loan of ${body.fn} in ${snippet} is killed: show \`loans\` instead`)
    return found
  }
  return loans.find(l => violations(body, l).length) ?? loans[0] ?? null
}

/** The borrow with the place that the compiler borrows, in the names of the source: `&mut (*list).value`. */
function borrowText(body: NllBody, loan: Loan, source: string | undefined): string {
  const sign = `&${kindOf(loan) === 'mut' ? 'mut ' : ''}`
  const span = body.blocks.find(b => b.id === blockOf(loan.issued))?.statements[indexOf(loan.issued)]?.span
  const place = plain(loan.place)
  const text =
    source !== undefined && span && ownLine(span) !== null && span.line === span.lineEnd
      ? (source.split('\n')[span.line - 1]?.slice(span.column - 1, span.columnEnd - 1) ?? '')
      : ''
  // MIR numbers its fields. Their names are in the source, which leaves out the dereferences of the variable.
  const written = /^&(?:mut )?([a-z_]\w*)(\.[\w.]+)$/.exec(text)
  const behind = /^\((\**_\d+)\)\.\d/.exec(place)
  if (written && behind && named(body, behind[1]!).endsWith(written[1]!))
    return `${sign}(${named(body, behind[1]!)})${written[2]}`
  const inSource = named(body, place).replace(/^\((\*[\w.]+)\)$/, '$1')
  return /_\d/.test(inSource) && text.startsWith('&') ? text : sign + inSource
}

/** Kills that are no violation: an assignment that may happen, and after which nobody can reach the place through the old path. */
const cuts = (body: NllBody, loan: Loan): string[] => {
  const bad = new Set(violations(body, loan))
  return kills(body, loan).filter(k => !bad.has(k) && !(statementAt(body, k)?.text ?? '').startsWith('Storage'))
}

function draw(body: NllBody, loan: Loan, label: string, twoPhase: ReadonlySet<string>): DrawnLoan {
  const live = sorted(body, [...scopePoints(body, loan)])
  const block = body.blocks.find(b => b.id === blockOf(loan.issued))!,
    span = block.statements[indexOf(loan.issued)]?.span
  const temp = /^(_\d+) = /.exec(block.statements[indexOf(loan.issued)]?.text ?? '')?.[1]
  const reserving = span && temp && twoPhase.has(`${span.line}:${span.column}`)
  // Reserved from the issue up to the use of the temporary, which activates it.
  const reserved = reserving
    ? live.filter(p => !new RegExp(`${temp}\\b`).test(statementAt(body, p)?.text ?? '') || p === loan.issued)
    : []
  return {
    id: loan.id,
    region: loan.region,
    label,
    kind: kindOf(loan),
    issued: loan.issued,
    live,
    reserved: reserving ? reserved : [],
    cut: [],
    cross: [],
  }
}

function cfgFrames(c: Context): LoanFrame[] {
  const rows = c.graph.nodes.flatMap(n => n.sections.flatMap(s => s.rows)).filter(r => r.weight > 0)
  const lines = [...new Set(rows.flatMap(r => (r.line === null ? [] : [r.line])))]
    .sort((a, b) => a - b)
    .filter(l => !c.base.program.length || c.base.program.some(p => p.number === l))
  return [
    c.base,
    ...lines.map((line): LoanFrame => {
      const points = rows.filter(r => r.line === line).map(r => r.point)
      return {
        ...c.base,
        focus: points,
        said: {
          kind: 'line',
          line,
          text:
            c.base.program
              .find(p => p.number === line)
              ?.text.trim()
              .replace(/\s*\/\/.*$/, '') ?? '',
          points,
        },
      }
    }),
  ]
}

function regionFrames(c: Context): LoanFrame[] {
  const loan = c.drawn.get(c.subject!.id)!,
    all = sorted(c.body, [...regionPoints(c.body, loan.region)]).filter(p => !c.graph.hidden.includes(blockOf(p)))
  const paint = (points: string[]): LoanFrame['region'] => ({ name: loan.region, points, kind: loan.kind })
  const frames: LoanFrame[] = [
    mark(
      c,
      {
        ...c.base,
        focus: [loan.issued],
        region: paint([]),
        said: {
          kind: 'issue',
          loan: loan.label,
          region: loan.region,
          at: loan.issued,
          statement: c.statement(loan.issued),
        },
      },
      loan.issued,
      'issued',
    ),
  ]
  const blocks = [...new Set(all.map(blockOf))]
  // Grows along the control flow, from the block that issues the loan.
  const order = c.graph.nodes.flatMap(n => n.sections.map(s => s.block))
  blocks.sort(
    (a, b) =>
      Number(b === blockOf(loan.issued)) - Number(a === blockOf(loan.issued)) || order.indexOf(a) - order.indexOf(b),
  )
  const quiet = { ...frames[0]!, focus: [], notes: frames[0]!.notes.map(n => ({ ...n, now: false })) }
  let shown: string[] = []
  // By lines there is one step only: a line gathers points of several blocks.
  if (c.base.view === 'lines')
    frames.push({
      ...quiet,
      region: paint((shown = all)),
      said: { kind: 'points', region: loan.region, points: all, last: true },
    })
  else
    blocks.forEach((block, i) => {
      const points = all.filter(p => blockOf(p) === block)
      shown = [...shown, ...points]
      frames.push({
        ...quiet,
        region: paint(shown),
        said: { kind: 'points', region: loan.region, points, last: i === blocks.length - 1 },
      })
    })
  const bad = byLine(c, violations(c.body, c.subject!))
  if (bad.length) frames.push(...bad.map(at => violated(c, frames.at(-1)!, loan, at)))
  else {
    const inside = regionPoints(c.body, loan.region)
    const accesses = conflicts(c.body, c.subject!).filter(at => at !== loan.issued && after(c, at) && !inside.has(at))
    frames.push({
      ...frames.at(-1)!,
      focus: accesses,
      said: {
        kind: 'outside',
        region: loan.region,
        accesses: accesses.map(at => ({ at, text: c.statement(at), line: c.lineOf[at] ?? null })),
        empty: order.filter(b => !blocks.includes(b)),
      },
    })
  }
  return frames
}

/** An access that the control flow reaches after the loan was issued: the others cannot meet it. */
function after(c: Context, at: string): boolean {
  const seen = new Set<string>(),
    work = [c.subject!.issued]
  for (let p = work.pop(); p; p = work.pop()) {
    if (p === at && p !== c.subject!.issued) return true
    if (seen.has(p)) continue
    seen.add(p)
    const block = c.body.blocks.find(b => b.id === blockOf(p))!
    if (indexOf(p) < block.statements.length) work.push(`${block.id}[${indexOf(p) + 1}]`)
    else work.push(...block.terminator.targets.map(t => `${t.to}[0]`))
  }
  return false
}

/**
 * Several points of one source line are one event for the reader (a reservation and its activation, a check and its write):
 * the one that the compiler points at, else the first.
 */
function byLine(c: Context, points: readonly string[]): string[] {
  const shown = points.filter(p => !c.graph.hidden.includes(blockOf(p)))
  const lines = [...new Set(shown.map(p => c.lineOf[p] ?? -1))]
  return lines.flatMap(line => {
    const here = shown.filter(p => (c.lineOf[p] ?? -1) === line)
    return line === -1 ? here : [here.find(p => c.pointedAt.has(p)) ?? here[0]!]
  })
}

function mark(c: Context, frame: LoanFrame, at: string, text: string): LoanFrame {
  const line = c.lineOf[at]
  if (line === undefined) return frame
  const old = frame.notes.map(n => ({ ...n, now: false }))
  const same = old.find(n => n.line === line)
  return {
    ...frame,
    notes: same
      ? old.map(n =>
          n === same ? { ...n, text: n.text.includes(text) ? n.text : `${n.text}, ${text}`, now: true } : n,
        )
      : [...old, { line, text, now: true }],
  }
}

function violated(c: Context, frame: LoanFrame, loan: DrawnLoan, at: string): LoanFrame {
  const line = c.lineOf[at] ?? null,
    code = line === null ? null : (c.codes.get(line) ?? null)
  const loans = (frame.loans.some(l => l.id === loan.id) ? frame.loans : [...frame.loans, loan]).map(l =>
    l.id === loan.id ? { ...l, cross: [...l.cross, at] } : l,
  )
  return mark(
    c,
    {
      ...frame,
      loans,
      focus: [at],
      said: { kind: 'violated', loan: loan.label, at, statement: c.statement(at), line, code },
    },
    at,
    code ?? 'violated',
  )
}

const bar = (c: Context, frame: LoanFrame, loan: DrawnLoan): LoanFrame => {
  const shown = loan.live.filter(p => !c.graph.hidden.includes(blockOf(p)))
  const lines = [...new Set(shown.flatMap(p => c.lineOf[p] ?? []))].sort((a, b) => a - b)
  return mark(
    c,
    {
      ...frame,
      loans: [...frame.loans, loan],
      focus: [loan.issued],
      said: { kind: 'bars', loan: loan.label, points: shown, lines, reserved: loan.reserved.length > 0 },
    },
    loan.issued,
    `${loan.label} issued`,
  )
}

function loanFrames(c: Context): LoanFrame[] {
  let frame = c.base
  const frames = [frame]
  for (const loan of c.loans) frames.push((frame = bar(c, frame, c.drawn.get(loan.id)!)))
  const bad = c.loans.flatMap(l => byLine(c, violations(c.body, l)).map(at => [c.drawn.get(l.id)!, at] as const))
  for (const [loan, at] of bad) frames.push((frame = violated(c, frame, loan, at)))
  if (!bad.length && c.body.facts)
    frames.push({
      ...frame,
      focus: [],
      notes: frame.notes.map(n => ({ ...n, now: false })),
      said: { kind: 'quiet', loans: c.loans.length },
    })
  return frames
}

/** The region; the points at which the loan is in scope, and where it leaves the region; then accesses in the region that meet no loan. */
function scopeFrames(c: Context): LoanFrame[] {
  const loan = c.drawn.get(c.subject!.id)!
  const inside = regionPoints(c.body, loan.region)
  const next = edges(c.body)
  const drawn = (points: readonly string[]): string[] =>
    sorted(c.body, points).filter(p => !c.graph.hidden.includes(blockOf(p)))
  const region = { name: loan.region, points: drawn([...inside]), kind: loan.kind }
  const first = mark(
    c,
    {
      ...c.base,
      focus: [loan.issued],
      region,
      said: { kind: 'contains', region: loan.region, points: region.points },
    },
    loan.issued,
    'issued',
  )
  const left = drawn(loan.live.flatMap(p => next.get(p) ?? []).filter(p => !inside.has(p)))
  const second: LoanFrame = {
    ...bar(c, first, loan),
    focus: left,
    said: { kind: 'leaves', region: loan.region, loan: loan.label, points: drawn(loan.live).slice(1), at: left },
  }
  const unmet = drawn(conflicts(c.body, c.subject!)).filter(at => inside.has(at) && !loan.live.includes(at))
  if (!unmet.length) return [first, second]
  const accesses = unmet.map(at => ({ at, text: c.statement(at), line: c.lineOf[at] ?? null }))
  return [first, second, { ...second, focus: unmet, said: { kind: 'unmet', region: loan.region, accesses } }]
}

function killFrames(c: Context): LoanFrame[] {
  const loan = c.drawn.get(c.subject!.id)!
  const frames = [c.base, bar(c, c.base, loan)]
  for (const at of cuts(c.body, c.subject!)) {
    const last = frames.at(-1)!
    frames.push(
      mark(
        c,
        {
          ...last,
          loans: last.loans.map(l => ({ ...l, cut: [...l.cut, at] })),
          focus: [at],
          said: {
            kind: 'killed',
            loan: loan.label,
            at,
            statement: c.statement(at),
            line: c.lineOf[at] ?? null,
            through: c.subject!.place.includes(`*${/^_\d+(?= = )/.exec(statementAt(c.body, at)?.text ?? '')?.[0]}`),
          },
        },
        at,
        'killed',
      ),
    )
  }
  return frames
}

function violationFrames(c: Context): LoanFrame[] {
  const loan = c.drawn.get(c.subject!.id)!
  const frames = [c.base, bar(c, c.base, loan)]
  for (const at of byLine(c, violations(c.body, c.subject!))) frames.push(violated(c, frames.at(-1)!, loan, at))
  return frames
}

interface Chain {
  at: string
  why: Why
  groups: { at: string; sup: string; sub: string; reason: string; via: string[] }[]
}

function explain(body: NllBody, loan: Loan, snippet: string, pointedAt: ReadonlySet<string>): Chain {
  const bad = violations(body, loan)
  const at = bad.findLast(p => pointedAt.has(p)) ?? bad.at(-1) ?? sorted(body, [...scopePoints(body, loan)]).at(-1)
  if (!at) throw new FigureDataError(`${loan.id} in ${snippet} is nowhere in scope`)
  const found = why(body, loan, at),
    groups: Chain['groups'] = []
  // Constraints of one statement are one step: a call hands a region on through its argument and its result.
  for (const c of found.path) {
    const last = groups.at(-1)
    if (last && last.at === c.at) {
      last.via.push(last.sub)
      last.sub = c.sub
      last.reason = c.reason === 'Boring' ? last.reason : c.reason
    } else groups.push({ at: c.at, sup: c.sup, sub: c.sub, reason: c.reason, via: [] })
  }
  return { at, why: found, groups }
}

function whyFrames(c: Context, chain: Chain): LoanFrame[] {
  const loan = c.drawn.get(c.subject!.id)!,
    end = chain.why.end
  const stepCount = chain.groups.length + 1
  let frame = bar(c, c.base, loan)
  const bad = violations(c.body, c.subject!).includes(chain.at)
  frame = bad ? violated(c, frame, loan, chain.at) : frame
  frame = { ...frame, steps: [], stepCount }
  const frames = [frame]
  for (const g of chain.groups) {
    const said: Said = {
      kind: 'constraint',
      sup: g.sup,
      sub: g.sub,
      reason: g.reason,
      at: g.at,
      statement: c.statement(g.at),
      first: g === chain.groups[0],
    }
    frame = mark(
      c,
      {
        ...frame,
        focus: [g.at],
        steps: [
          ...frame.steps!,
          { text: `${g.sup}: ${g.sub}`, note: `${reasonWord(g.reason)} at ${g.at}   ${c.statement(g.at)}` },
        ],
        said,
      },
      g.at,
      g === chain.groups[0] ? 'borrowed from here' : 'flows on',
    )
    frames.push(frame)
  }
  const at = 'at' in end ? end.at : null
  const name = 'local' in end ? nameOf(c.body, end.local) : ''
  const note =
    'at' in end
      ? `live: ${end.kind === 'drop' ? 'dropped' : 'used'} at ${end.at}   ${c.statement(end.at)}`
      : end.kind === 'caller'
        ? 'live in the whole body: the caller chose it'
        : 'live there by itself'
  frame = {
    ...frame,
    focus: at ? [at] : [],
    steps: [...frame.steps!, { text: chain.why.region, note }],
    said: {
      kind: 'end',
      region: chain.why.region,
      end,
      statement: at ? c.statement(at) : '',
      line: at ? (c.lineOf[at] ?? null) : null,
      name,
    },
  }
  frames.push(at ? mark(c, frame, at, end.kind === 'drop' ? 'later drop' : 'later use') : frame)
  return frames
}
/** The loan as a token: sideways at a point, forward along the graph; then the accesses that it meets, and those that only NLL took for met. */
function walkFrames(c: Context, hops: readonly Hop[], source: string | undefined): LoanFrame[] {
  const loan = c.drawn.get(c.subject!.id)!,
    stepCount = hops.length + 1
  const paint = (points: readonly string[]): LoanFrame['region'] => ({
    name: loan.label,
    points: points.filter(p => !c.graph.hidden.includes(blockOf(p))),
    kind: loan.kind,
  })
  let reached = [loan.issued]
  let frame: LoanFrame = {
    ...c.base,
    region: paint(reached),
    focus: [loan.issued],
    stepCount,
    steps: [{ text: loan.region, note: `issued at ${loan.issued}   ${c.statement(loan.issued)}` }],
    said: {
      kind: 'start',
      loan: loan.label,
      region: loan.region,
      at: loan.issued,
      statement: c.statement(loan.issued),
    },
  }
  const frames = [frame]
  hops.forEach((hop, i) => {
    const points = sorted(c.body, hop.points).filter(p => !c.graph.hidden.includes(blockOf(p)))
    reached = [...new Set([...reached, ...points])]
    const step = {
      text: `${hop.from} \u2192 ${hop.region}`,
      note: `at ${hop.at}   ${c.statement(hop.at)}   then forward in ${[...new Set(points.map(blockOf))].join(', ')}`,
    }
    frame = {
      ...frame,
      region: paint(reached),
      focus: [hop.at],
      steps: [...frame.steps!, step],
      said: {
        kind: 'hop',
        region: hop.region,
        at: hop.at,
        statement: c.statement(hop.at),
        points,
        last: i === hops.length - 1,
      },
    }
    frames.push(frame)
  })
  for (const at of byLine(c, violations(c.body, c.subject!))) {
    const line = c.lineOf[at],
      met = reached.includes(at)
    // The line as the author wrote it, its comment included: that is what a reader knows the access by.
    const written = source?.split('\n')[(line ?? 0) - 1]?.trim() || c.statement(at)
    frames.push(
      (frame = {
        ...frame,
        focus: [at],
        said: {
          kind: 'visit',
          loan: loan.label,
          at,
          written,
          met,
          code: met && line !== undefined ? (c.codes.get(line) ?? null) : null,
        },
      }),
    )
  }
  return frames
}
const reasonWord = (reason: string): string =>
  ({
    Assignment: 'assignment',
    CallArgument: 'call argument',
    Return: 'return',
    Boring: 'subtyping',
    BoringNoLocation: 'subtyping',
    TypeAnnotation: 'type annotation',
    Cast: 'cast',
    OpaqueType: 'opaque type',
    UseAsConst: 'const',
    UseAsStatic: 'static',
    ClosureUpvar: 'closure capture',
    Predicate: 'predicate',
    Usage: 'use',
    Yield: 'yield',
  })[reason] ?? reason

/** `bb0[4..=9]`, as the compiler prints a run of points. */
export const pointRuns = (points: readonly string[]): string => runs(points).join(', ')
function runs(points: readonly string[]): string[] {
  const found: [string, number, number][] = []
  for (const p of points) {
    const last = found.at(-1)
    if (last && last[0] === blockOf(p) && last[2] + 1 === indexOf(p)) last[2]++
    else found.push([blockOf(p), indexOf(p), indexOf(p)])
  }
  return found.map(([b, from, to]) => (from === to ? `${b}[${from}]` : `${b}[${from}..=${to}]`))
}
const listed = (points: readonly string[]): string => and(runs(points).map(p => `\`${p}\``))
const and = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
const count = (n: number, one: string, more = `${one}s`): string => (n === 1 ? `one ${one}` : `${n} ${more}`)

/** `y += 1` on line 13, as the program has it. */
const lineText = (frame: LoanFrame, line: number | null): string => {
  const i = frame.program.findIndex(l => l.number === line)
  return i < 0
    ? 'An access'
    : `\`${frame.program[i]!.text.replace(/\s*\/\/.*$/, '')
        .trim()
        .replace(/;$/, '')}\` on line ${i + 1}`
}

/** `lines 4 to 7 and 10`, as the listing numbers them. */
function lineRuns(frame: LoanFrame, lines: readonly number[]): string {
  const numbers = [...new Set(lines)]
    .map(l => frame.program.findIndex(p => p.number === l) + 1)
    .filter(n => n > 0)
    .sort((a, b) => a - b)
  const spans = numbers.reduce<[number, number][]>((all, n) => {
    const last = all.at(-1)
    if (last && last[1] + 1 === n) last[1] = n
    else all.push([n, n])
    return all
  }, [])
  return `${numbers.length === 1 ? 'line' : 'lines'} ${and(spans.map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from}, ${to}` : `${from} to ${to}`)))}`
}

export function describe(_previous: LoanFrame | null, frame: LoanFrame): string {
  const s = frame.said,
    lines = frame.view === 'lines'
  switch (s.kind) {
    case 'graph':
      return lines
        ? `The borrow checker sees \`${s.fn}\` as MIR; here each point stands at the source line that it came from.`
        : `\`${s.fn}\` in MIR: ${count(s.blocks, 'block')}${s.hidden ? ` (${s.hidden} more${s.chosen ? '' : ', for unwinding or unreachable'}, not drawn)` : ''}. Statements are numbered by block; dots are folded ones.`
    case 'line':
      return `${s.text ? `\`${s.text}\`` : `Line ${s.line}`} became ${and(runs(s.points).map(r => `\`${r}\``))}${s.points.length > 1 ? `: ${s.points.length} statements` : ''}; folded statements are not counted.`
    case 'issue':
      return `\`${s.statement}\` at \`${s.at}\` makes the loan \`${s.loan}\`. Its region is \`${s.region}\`.`
    case 'points':
      return lines
        ? `\`${s.region}\` contains points of ${lineRuns(
            frame,
            s.points.flatMap(p => frame.lineOf[p] ?? []),
          )}.`
        : s.last
          ? `\`${s.region}\` contains \`${pointRuns(s.points)}\` as well, and no other point.`
          : `\`${s.region}\` contains \`${pointRuns(s.points)}\`.`
    case 'outside': {
      const where = [
        ...new Set(s.accesses.map(a => (lines ? lineText(frame, a.line) : `\`${a.text}\` at \`${a.at}\``))),
      ]
      return where.length
        ? `${lines ? and(where) : `The write${where.length > 1 ? 's' : ''} ${and(where)}`} ${where.length > 1 ? 'are' : 'is'} outside \`${s.region}\`: accepted.`
        : `No later access conflicts with the loan${s.empty.length && !lines ? `; ${and(s.empty.map(b => `\`${b}\``))} ${s.empty.length > 1 ? 'have' : 'has'} no point of \`${s.region}\`` : ''}.`
    }
    case 'contains':
      return `\`${s.region}\` contains ${listed(s.points)}.`
    case 'leaves': {
      const end = s.at.length ? ` At ${listed(s.at)} it leaves \`${s.region}\` and goes out of scope.` : ''
      return `\`${s.loan}\` is in scope after the borrow, at ${listed(s.points)}.${end}`
    }
    case 'unmet': {
      const which = and(s.accesses.map(a => `\`${a.text}\` at \`${a.at}\``))
      return `${which} ${s.accesses.length > 1 ? 'are' : 'is'} inside \`${s.region}\`, but the loan is not in scope there: accepted.`
    }
    case 'violated':
      return `${lines ? lineText(frame, s.line) : `\`${s.statement}\` at \`${s.at}\``} conflicts with the loan \`${s.loan}\`${s.code ? `: ${s.code}` : ''}.`
    case 'bars': {
      const held = lines
        ? `on ${lineRuns(frame, s.lines)}`
        : `at ${
            runs(s.points).length > 4
              ? `${runs(s.points)
                  .slice(0, 4)
                  .map(r => `\`${r}\``)
                  .join(', ')} and further points`
              : and(runs(s.points).map(r => `\`${r}\``))
          }`
      return `\`${s.loan}\` is in scope ${held}.${s.reserved ? ' In the hollow part it is only reserved, and reads and shared borrows are allowed.' : ''}`
    }
    case 'quiet':
      return `No access conflicts with ${s.loans === 1 ? 'the loan while it is' : s.loans === 2 ? 'either loan while that is' : `one of the ${s.loans} loans while that is`} in scope: accepted.`
    case 'killed': {
      const place = s.loan.replace(/^&(mut )?/, '')
      const does = s.through
        ? `replaces the reference through which \`${place}\` was reached`
        : `assigns to \`${place}\` itself`
      return `\`${s.statement}\` at \`${s.at}\` ${does}. The loan is killed: it goes out of scope here.`
    }
    case 'constraint': {
      const word = s.reason.startsWith('Boring') ? '' : `${reasonWord(s.reason)} `
      const region = s.first ? `the loan’s region \`${s.sup}\`` : `\`${s.sup}\``
      const into = /^(\S+) = /.exec(s.statement)?.[1]
      if (into)
        return `\`${s.statement}\` at \`${s.at}\` puts ${s.first ? 'the borrow' : 'it'} into \`${into}\`, so ${region} contains every point of \`${s.sub}\`.`
      return `The ${word}\`${s.statement}\` at \`${s.at}\` passes ${s.first ? 'the borrow' : 'it'} on, so ${region} contains every point of \`${s.sub}\`.`
    }
    case 'start':
      return `The loan \`${s.loan}\` is a token. It starts in \`${s.region}\` at \`${s.at}\` and can step sideways into another region, or forward.`
    case 'hop':
      return `Sideways into \`${s.region}\` at \`${s.at}\`, \`${s.statement}\`; then forward while \`${s.region}\` is live, ${s.last ? 'to its last use' : `as far as \`${s.points.at(-1) ?? s.at}\``}.`
    case 'visit':
      return s.met
        ? `The token has come to \`${s.written}\`, at \`${s.at}\`: the access conflicts with the loan${s.code ? `, ${s.code}` : ''}.`
        : `The token never comes to \`${s.written}\`, at \`${s.at}\`: accepted here, although NLL takes \`${s.loan}\` to be in scope.`
    case 'end':
      return 'at' in s.end
        ? `\`${s.name}\` is ${s.end.kind === 'drop' ? 'dropped' : 'used'} later, by \`${s.statement}\` at \`${s.end.at}\`, so \`${s.region}\` contains the point of the conflict${(frame.steps?.length ?? 0) > 1 ? ', and so does each region before it' : ''}.`
        : s.end.kind === 'caller'
          ? `\`${s.region}\` is a lifetime of the signature, so it contains every point of the body.`
          : `\`${s.region}\` contains this point by itself.`
  }
}

function outline(frame: LoanFrame): TextTree {
  return {
    text: describe(null, frame),
    children: [
      ...frame.graph.nodes.map(n => ({
        text: n.sections.map(s => s.block).join(', then '),
        children: n.sections.flatMap(s =>
          s.rows
            .filter(r => r.weight > 0)
            .map(r => ({
              text: `${r.point} ${r.text}${frame.region?.points.includes(r.point) ? `, in ${frame.region.name}` : ''}${frame.loans
                .filter(l => l.live.includes(r.point))
                .map(l => `, ${l.label} in scope`)
                .join(
                  '',
                )}${frame.loans.some(l => l.cross.includes(r.point)) ? ', violated' : ''}${frame.loans.some(l => l.cut.includes(r.point)) ? ', killed' : ''}`,
            })),
        ),
      })),
      ...(frame.graph.edges.length
        ? [
            {
              text: 'Edges',
              children: frame.graph.edges.map(e => ({
                text: `${e.from} to ${e.to}${e.label ? ` on ${e.label}` : ''}`,
              })),
            },
          ]
        : []),
      ...(frame.steps?.length
        ? [{ text: 'Why it is in scope', children: frame.steps.map(s => ({ text: `${s.text}, ${s.note}` })) }]
        : []),
    ],
  }
}

export const model: FigureModel<LoanFrame> = { layout, describe, outline, meaning: frame => frame.said.kind }

/** What the gallery shows. */
export const examples = [
  { example: 'demo', options: { show: 'cfg' }, title: 'The control flow of a borrow' },
  { example: 'demo', options: { show: 'region' }, title: 'A region is a set of points' },
  { example: 'demo', options: { show: 'region', view: 'lines' }, title: 'The same region on the source' },
  { example: 'abcd', options: { show: 'scope', loan: 'x' }, title: 'Where the loan is in scope' },
  { example: 'first-then-push', options: { show: 'violation' }, title: 'A violated loan' },
  {
    example: 'first-then-push',
    options: { show: 'violation', view: 'lines' },
    title: 'The same violation on the source',
  },
  { example: 'abcd', options: { show: 'loans', view: 'lines' }, title: 'Two loans, two errors' },
  { example: 'abcd', options: { show: 'why' }, title: 'Why the loan is still live' },
  { example: 'abcd', options: { show: 'walk', loan: 'y' }, title: 'Polonius follows the loan' },
  { example: 'list-walk', options: { show: 'kill' }, title: 'An assignment kills a loan' },
  { example: 'two-phase', options: { show: 'loans' }, title: 'Reserved, then activated' },
]
