// Resolves what a deck cites and compares it with sources.json. In: citations and a resolver. Out: the sources as they are now, and what differs.
import { join } from 'node:path'
import type { Problem } from '../problem.ts'
import { isExternal } from './address.ts'
import type { Citation, Cited } from './cited.ts'
import type { Outcome, Place, Resolver } from './resolve.ts'
import { SOURCES_FILE, type Source } from './store.ts'

export interface Difference extends Problem {
  /** `same`: only the release is another. `unused`: in sources.json, and cited no more. */
  kind: 'new' | 'changed' | 'moved' | 'same' | 'unused'
}

export interface Checked {
  /** What sources.json has to say; an address that could not be asked here keeps what it said. */
  sources: Source[]
  /** Addresses that lead nowhere or to several places, at each link. */
  problems: Problem[]
  /** What another release or an edit of sources.json changed, at each link. */
  differences: Difference[]
  /** Distinct addresses that were resolved. */
  checked: number
  /** What is missing on this machine, and how many addresses wait for it. */
  missing: Map<string, number>
}

/** @param date day that new and changed entries carry, `2026-12-01` */
export function checkSources(
  cited: Cited,
  known: ReadonlyMap<string, Source>,
  resolver: Pick<Resolver, 'resolve'>,
  date: string,
): Checked {
  const out: Checked = { sources: [], problems: [...cited.problems], differences: [], checked: 0, missing: new Map() }
  for (const [address, citations] of byAddress(cited.citations)) {
    const [first] = citations
    if (!first || !isExternal(first.address.kind)) continue
    const at = (message: string): Problem[] =>
      citations.map(({ file, line }) => ({ file, line, message: `\`${address}\`: ${message}` }))
    const old = known.get(address)
    const outcome: Outcome = resolver.resolve(first.address)
    if ('missing' in outcome) {
      out.missing.set(outcome.missing, (out.missing.get(outcome.missing) ?? 0) + 1)
      if (old) out.sources.push(old)
      continue
    }
    out.checked++
    if ('wrong' in outcome) {
      out.problems.push(...at(outcome.wrong))
      continue
    }
    const { place } = outcome
    const difference = old
      ? differenceOf(old, place)
      : { kind: 'new' as const, message: 'it is not in sources.json yet' }
    if (difference) out.differences.push(...at(difference.message).map(d => ({ ...d, kind: difference.kind })))
    out.sources.push(old && !difference ? old : { address, ...place, date })
  }
  const cites = new Set(cited.citations.map(c => c.address.text))
  for (const address of known.keys())
    if (!cites.has(address))
      out.differences.push({
        file: join(cited.folder, SOURCES_FILE),
        line: 1,
        message: `\`${address}\`: no sentence cites it any more`,
        kind: 'unused',
      })
  return out
}

/** In words, what became of a place; null when nothing did. */
function differenceOf(old: Source, now: Place): Pick<Difference, 'kind' | 'message'> | null {
  const since = old.release === now.release ? '' : ` from ${old.release} to ${now.release}`
  const moved = movedOf(old, now)
  if (old.hash !== now.hash)
    return {
      kind: 'changed',
      message: `its text changed${since || ` since ${old.date}`}${moved}: read it, and whether the sentence still holds`,
    }
  if (moved) return { kind: 'moved', message: `it moved${since}${moved}, and its text is the same` }
  return since ? { kind: 'same', message: `it is the same${since}` } : null
}

const movedOf = (old: Source, now: Place): string => {
  if (old.path !== now.path) return `, from ${old.path} to ${now.path}`
  return old.line === now.line ? '' : `, from line ${old.line} to line ${now.line}`
}

function byAddress(citations: readonly Citation[]): Map<string, Citation[]> {
  const out = new Map<string, Citation[]>()
  for (const citation of citations)
    out.set(citation.address.text, [...(out.get(citation.address.text) ?? []), citation])
  return out
}
