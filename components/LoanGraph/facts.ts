// What follows from an NLL recording: points, edges, where a loan is in scope, which access violates it, and why it is in scope there.
import type { EmitOf } from '../../scripts/lib/recording/schema.ts'

export type NllBody = EmitOf<'nll'>
export type Loan = NllBody['loans'][number]
export type Constraint = NllBody['constraints'][number]

export const pointOf = (block: string, index: number): string => `${block}[${index}]`
export const blockOf = (point: string): string => point.slice(0, point.indexOf('['))
export const indexOf = (point: string): number => Number(point.slice(point.indexOf('[') + 1, -1))

/** Text and source line of the statement or terminator at a point. */
export function statementAt(body: NllBody, point: string): { text: string; line: number | null; kind: string } | null {
  const block = body.blocks.find(b => b.id === blockOf(point)),
    i = indexOf(point)
  if (!block) return null
  const s = block.statements[i]
  if (s) return { text: s.text, line: lineOfStatement(s), kind: 'statement' }
  return i === block.statements.length
    ? { text: block.terminator.text, line: ownLine(block.terminator.span), kind: block.terminator.kind }
    : null
}
/** A span in another file (a macro of std) has no line in the snippet. */
export const ownLine = (span: { line: number; file?: string | undefined } | null): number | null =>
  span && span.file === undefined ? span.line : null
/** The `()` that a block ends with has the whole block for its span: it is made at the closing brace. */
export const lineOfStatement = (s: NllBody['blocks'][number]['statements'][number]): number | null =>
  ownLine(s.span) === null ? null : /^_\d+ = const \(\)$/.test(s.text) ? s.span!.lineEnd : ownLine(s.span)

/** Every point of the body with its successors, unwinding and imaginary edges included: the checker walks them all. */
export function edges(body: NllBody): Map<string, string[]> {
  const out = new Map<string, string[]>()
  for (const block of body.blocks) {
    block.statements.forEach((_, i) => out.set(pointOf(block.id, i), [pointOf(block.id, i + 1)]))
    out.set(
      pointOf(block.id, block.statements.length),
      block.terminator.targets.map(t => pointOf(t.to, 0)),
    )
  }
  return out
}

export function regionPoints(body: NllBody, region: string): Set<string> {
  const found = body.regions.find(r => r.name === region)
  return new Set(
    found?.points.flatMap(({ block, from, to }) =>
      Array.from({ length: to - from + 1 }, (_, i) => pointOf(block, from + i)),
    ) ?? [],
  )
}

/**
 * Where the loan is in scope: its issue, and every point of its region that the control flow reaches from there without passing a kill.
 * A kill takes effect after its statement, so the loan is still in scope on entry to it.
 */
export function scopePoints(body: NllBody, loan: Loan): Set<string> {
  const region = regionPoints(body, loan.region),
    next = edges(body)
  const killed = new Set(body.facts?.killed.filter(k => k.loan === loan.id).map(k => k.at) ?? [])
  const live = new Set([loan.issued]),
    work = [loan.issued]
  for (let at = work.pop(); at !== undefined; at = work.pop()) {
    if (killed.has(at) && at !== loan.issued) continue
    for (const to of next.get(at) ?? [])
      if (region.has(to) && !live.has(to)) {
        live.add(to)
        work.push(to)
      }
  }
  return live
}

/** Accesses that conflict with the loan while it is in scope; its own issue is none, unless a loop comes back to it. */
export function violations(body: NllBody, loan: Loan): string[] {
  const live = scopePoints(body, loan)
  return sorted(
    body,
    body.facts?.invalidated.filter(i => i.loan === loan.id && live.has(i.at) && i.at !== loan.issued).map(i => i.at) ??
      [],
  )
}
/** Kills that cut the loan short: it was live when they came. */
export function kills(body: NllBody, loan: Loan): string[] {
  const live = scopePoints(body, loan)
  return sorted(
    body,
    body.facts?.killed.filter(k => k.loan === loan.id && live.has(k.at) && k.at !== loan.issued).map(k => k.at) ?? [],
  )
}
/** Accesses that would violate the loan if it were live there, cleanup and storage ends left out. */
export function conflicts(body: NllBody, loan: Loan): string[] {
  const shown =
    body.facts?.invalidated.filter(
      i => i.loan === loan.id && !body.blocks.find(b => b.id === blockOf(i.at))?.cleanup,
    ) ?? []
  return sorted(
    body,
    shown.map(i => i.at).filter(at => !/^Storage|^return/.test(statementAt(body, at)?.text ?? '')),
  )
}
/** Each point once, in the order of the blocks. */
export function sorted(body: NllBody, points: readonly string[]): string[] {
  const order = new Map(body.blocks.map((b, i) => [b.id, i]))
  return [...new Set(points)].sort(
    (a, b) => (order.get(blockOf(a)) ?? 0) - (order.get(blockOf(b)) ?? 0) || indexOf(a) - indexOf(b),
  )
}

export interface Why {
  /** From the loan's region outwards: each constraint hands the demand on. */
  path: Constraint[]
  /** The region at the end: the point is in it, and in no region that it must outlive. */
  region: string
  end: { kind: 'use' | 'drop'; local: string; at: string } | { kind: 'caller' } | { kind: 'live' }
}

/**
 * Why the loan's region holds `at`: the shortest chain of outlives constraints to a region that is live there by itself.
 * A region's value is its own liveness joined with the values of all that it outlives; so a region that holds the point, none of whose
 * successors does, is live at the point itself.
 */
export function why(body: NllBody, loan: Loan, at: string): Why {
  const holds = (region: string) => regionPoints(body, region).has(at)
  const universal = (region: string) => body.regions.find(r => r.name === region)?.universal ?? false
  const from = new Map<string, Constraint | null>([[loan.region, null]])
  const queue = [loan.region]
  let end = loan.region
  for (let region = queue.shift(); region !== undefined; region = queue.shift()) {
    end = region
    const on = body.constraints.filter(c => c.sup === region && holds(c.sub))
    // A universal region is the caller's business: the chain ends there.
    if (universal(region) && region !== loan.region) break
    const fresh = on.filter(c => !from.has(c.sub))
    if (!on.length) break
    for (const c of fresh)
      if (!from.has(c.sub)) {
        from.set(c.sub, c)
        queue.push(c.sub)
      }
  }
  const path: Constraint[] = []
  for (let region = end, c = from.get(end); c; region = c.sup, c = from.get(region)) path.unshift(c)
  const local = carrier(body, path.at(-1)?.at ?? loan.issued)
  const use = local ? laterUse(body, local, at, end) : null
  return {
    path,
    region: end,
    end: use ?? (body.regions.find(r => r.name === end)?.universal ? { kind: 'caller' } : { kind: 'live' }),
  }
}

/** The local that the statement at a point assigns. */
const carrier = (body: NllBody, point: string): string | null =>
  /^\(*\**(_\d+)\b.* = /.exec(statementAt(body, point)?.text ?? '')?.[1] ?? null

const mentions = (text: string, local: string): boolean => new RegExp(`${local}\\b`).test(text)
/** Reads or drops the local: what stands right of `=`, or anywhere in a terminator; storage marks and fake reads are none. */
function uses(text: string, local: string): boolean {
  if (/^(Storage|FakeRead|PlaceMention|nop)/.test(text)) return false
  const assigned = new RegExp(`^${local} = (.*)$`).exec(text)
  return mentions(assigned ? assigned[1]! : text, local)
}

function laterUse(
  body: NllBody,
  local: string,
  at: string,
  region: string,
): Extract<Why['end'], { at: string }> | null {
  const next = edges(body),
    points = regionPoints(body, region),
    seen = new Set([at])
  const cleanup = new Set(body.blocks.filter(b => b.cleanup).map(b => b.id))
  // The normal path first; unwinding only when nothing else uses it.
  for (const inCleanup of [false, true]) {
    const queue = [...(next.get(at) ?? [])]
    seen.clear()
    for (let p = queue.shift(); p !== undefined; p = queue.shift()) {
      if (seen.has(p) || !points.has(p) || (!inCleanup && cleanup.has(blockOf(p)))) continue
      seen.add(p)
      const s = statementAt(body, p)
      if (s && uses(s.text, local)) return { kind: s.kind === 'drop' ? 'drop' : 'use', local, at: p }
      queue.push(...(next.get(p) ?? []))
    }
  }
  return null
}

/** Source name of a local, or itself. */
export const nameOf = (body: NllBody, local: string): string => body.locals.find(l => l.name === local)?.user ?? local
/** A place with source names in it: `(*_1).0` of `list` becomes `(*list).0`. */
export const named = (body: NllBody, text: string): string => text.replace(/_\d+\b/g, l => nameOf(body, l))
