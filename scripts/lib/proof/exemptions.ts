// What may stand although the rule says no, each with its reason. One that is no longer needed fails the gate.
import type { Problem } from '../problem.ts'
import type { Misfit } from './fit.ts'

export interface Exemption {
  deck: string
  slide: number
  kind: Misfit['kind']
  /** Part of the element's description. */ element: string
  reason: string
}

export const EXEMPTIONS: readonly Exemption[] = []

const keyOf = (e: Exemption): string => `${e.deck}#${e.slide} ${e.kind} ${e.element}`

/** Whether a misfit is excused; remembers which exemption was used. */
export function isExempt(deck: string, slide: number, misfit: Misfit, used: Set<string>, list = EXEMPTIONS): boolean {
  const found = list.find(
    e => e.deck === deck && e.slide === slide && e.kind === misfit.kind && misfit.element.includes(e.element),
  )
  if (found) used.add(keyOf(found))
  return found !== undefined
}

export function unusedExemptions(used: ReadonlySet<string>, list = EXEMPTIONS): Problem[] {
  return list
    .filter(e => !used.has(keyOf(e)))
    .map(e => ({
      file: 'scripts/lib/proof/exemptions.ts',
      line: 1,
      message: `the exemption ${keyOf(e)} is no longer needed: delete it`,
    }))
}
