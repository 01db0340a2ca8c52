// Where a loan can flow when outlives constraints hold at a point only: the walk of `-Zpolonius=next`, taken from its localized constraints.
import type { EmitOf } from '../../scripts/lib/recording/schema.ts'
import type { Loan, NllBody } from './facts.ts'

type Edge = NonNullable<EmitOf<'polonius'>['localized']>[number]
/** A region that the loan enters: from which one, by a step at which point, and the points at which it stays there. */
export interface Hop {
  region: string
  from: string
  at: string
  points: string[]
}

/** Breadth first from the loan's issue. An assignment that kills the loan lets nothing pass forward. */
export function walk(body: NllBody, loan: Loan, edges: readonly Edge[]): Hop[] {
  const key = (n: Edge['from']) => `${n.region} ${n.at}`
  const out = Map.groupBy(edges, e => key(e.from))
  const killed = new Set(body.facts?.killed.filter(k => k.loan === loan.id).map(k => k.at))
  const start = { region: loan.region, at: loan.issued }
  const seen = new Set([key(start)]),
    work = [start],
    entered = new Map<string, Hop>()
  for (let node = work.shift(); node; node = work.shift()) {
    for (const { to } of out.get(key(node)) ?? []) {
      if ((to.at !== node.at && killed.has(node.at) && node.at !== loan.issued) || seen.has(key(to))) continue
      seen.add(key(to))
      work.push(to)
      const known = entered.get(to.region)
      if (known) known.points.push(to.at)
      else if (to.region !== loan.region)
        entered.set(to.region, { region: to.region, from: node.region, at: to.at, points: [to.at] })
    }
  }
  return [...entered.values()]
}

/** The walk as a reader sees it: temporaries that only hand the loan on are joined to the region behind them. */
export function hopsOf(entered: readonly Hop[]): Hop[] {
  const hops: Hop[] = []
  let passed: string[] = []
  for (const [i, here] of entered.entries()) {
    const next = entered[i + 1],
      origin = hops.at(-1)?.region ?? here.from
    // A region of at most two points that leads straight on belongs to a temporary.
    if (here.points.length <= 2 && next?.from === here.region) {
      passed = [...passed, ...here.points]
      continue
    }
    hops.push({ ...here, from: passed.length ? origin : here.from, points: [...passed, ...here.points] })
    passed = []
  }
  return hops
}
