// What of a borrow checker's dump is a fact, and what only how it counts. Pure.
import type { Change } from './compare.ts'
import type { Emit, Run } from './schema.ts'

type NllEmit = Extract<Emit, { kind: 'nll' }>

/** Paths of a dump that hold numbers of regions, texts of MIR and reasons: another release counts and spells them otherwise. */
const FORM = /, (?:nll|polonius)\b[^:]*: body\.(?:regions|constraints|locals|blocks|loans)\b/
/** A number that the compiler hands out as it goes: `'?13`, `DefId(0:7)`, `AllocId(3)`, `#0`. */
const NUMBERS = /'\?\d+|DefId\([^)]*\)|AllocId\(\d+\)|alloc\d+|\{closure#\d+\}/g

/** One sentence for each loan: what it borrows, how, where it is issued, and the points of its region. No region has a number in it. */
function loansOf(emit: NllEmit): string[] {
  const { body } = emit
  const points = new Map(
    body.regions.map(region => [
      region.name,
      region.points.map(({ block, from, to }) => `${block}[${from}..=${to}]`).join(' '),
    ]),
  )
  return body.loans.map(
    loan => `${loan.kind} of ${loan.place}, issued at ${loan.issued}, region ${points.get(loan.region) ?? 'unknown'}`,
  )
}

/** Differences of the loans of two recordings, as facts. `line` is where the emit is asked for. */
function loanChanges(was: readonly Run[], now: readonly Run[], line: number): Change[] {
  return now.flatMap(run => {
    const before = was.find(old => old.edition === run.edition)
    return run.emits.flatMap((emit): Change[] => {
      if (emit.kind !== 'nll') return []
      const old = before?.emits.find(e => e.kind === 'nll' && e.arg === emit.arg)
      if (old?.kind !== 'nll') return []
      const left = loansOf(old)
      const right = loansOf(emit)
      return Array.from({ length: Math.max(left.length, right.length) }, (_, i): Change => {
        const where = `edition ${run.edition}, nll ${emit.arg}: loan ${i + 1}`
        return { where, was: left[i] ?? 'no loan', now: right[i] ?? 'no loan', line, fact: true }
      }).filter(change => change.was !== change.now)
    })
  })
}

/** Says of each change whether it is a fact when another compiler was asked, and compares loans without the numbers of their regions. */
export function judgeChanges(changes: readonly Change[], was: readonly Run[], now: readonly Run[]): Change[] {
  const line = changes[0]?.line ?? 1
  const judged = changes.map(change => {
    const renumbered = change.was.replace(NUMBERS, '#') === change.now.replace(NUMBERS, '#')
    return { ...change, fact: change.fact && !renumbered && !FORM.test(change.where) }
  })
  return [...judged, ...loanChanges(was, now, line)]
}
