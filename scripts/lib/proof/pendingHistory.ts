// pending.json may only shrink. What it held in earlier commits decides: nothing that left the list returns, and no list grows.
import { execFileSync } from 'node:child_process'
import type { Problem } from '../problem.ts'
import type { Skip } from './gate.ts'
import { type Pending, PENDING_FILE } from './pending.ts'

/** The list as one commit left it. */
export interface Version {
  commit: string
  /** The commits before it that touched the list, as Git simplifies the history of one file. */
  parents: readonly string[]
  /** Null where the file was no list (a conflict that was committed): such a version says nothing. */
  pending: Pending | null
}

const has = (pending: Pending | undefined, rule: string, item: string): boolean =>
  pending?.[rule]?.includes(item) ?? false

/** Versions before their successors, each with the list that it left; one that says nothing has those of its parents. */
function resolved(versions: readonly Version[]): Map<string, { parents: readonly string[]; pending: Pending }> {
  const out = new Map<string, { parents: readonly string[]; pending: Pending }>()
  for (const { commit, parents, pending } of versions) {
    const before = parents.map(p => out.get(p)?.pending ?? {})
    const union = () => {
      const rules = new Set(before.flatMap(p => Object.keys(p)))
      return Object.fromEntries([...rules].map(r => [r, [...new Set(before.flatMap(p => p[r] ?? []))]]))
    }
    out.set(commit, { parents, pending: pending ?? union() })
  }
  return out
}

/**
 * What has returned to the list, or was added to a rule that is not new. Pure.
 * @param now the list in the working tree
 * @param versions every commit that touched the list, parents before children
 */
export function regrown(now: Pending, versions: readonly Version[]): Problem[] {
  const known = resolved(versions)
  const parentsHave = (parents: readonly string[], rule: string, item: string) =>
    parents.some(p => has(known.get(p)?.pending, rule, item))
  const ancestors = (commit: string, seen = new Set<string>()): Set<string> => {
    for (const parent of known.get(commit)?.parents ?? []) {
      if (seen.has(parent)) continue
      seen.add(parent)
      ancestors(parent, seen)
    }
    return seen
  }
  /** The commit, if any, that named the rule before this one did. */
  const namedBefore = (rule: string, commits: Iterable<string>) =>
    [...commits].find(c => rule in (known.get(c)?.pending ?? {}))

  const out: Problem[] = []
  const bad = (message: string) => out.push({ file: PENDING_FILE, line: 1, message })
  for (const [rule, items] of Object.entries(now))
    for (const item of items) {
      const left = [...known].find(([, v]) => parentsHave(v.parents, rule, item) && !has(v.pending, rule, item))?.[0]
      if (left) {
        bad(
          `${item} left the list of \`${rule}\` in commit ${left.slice(0, 10)} and may not return: mend ${item} instead`,
        )
        continue
      }
      const entered = [...known].filter(([, v]) => has(v.pending, rule, item) && !parentsHave(v.parents, rule, item))
      const before = entered.length
        ? entered.map(([commit]) => namedBefore(rule, ancestors(commit))).find(Boolean)
        : namedBefore(rule, known.keys())
      if (before)
        bad(
          `${item} was added to the list of \`${rule}\`, which is no new rule (commit ${before.slice(0, 10)} names it): a list only shrinks, so mend ${item} instead`,
        )
    }
  return out
}

function parseLoosely(text: string): Pending | null {
  try {
    const json = JSON.parse(text) as unknown
    if (typeof json !== 'object' || json === null) return null
    return Object.fromEntries(Object.entries(json).filter(([, items]) => Array.isArray(items)))
  } catch {
    return null
  }
}

/** Every commit that touched the list, parents before children; a string says why they cannot be had. */
function readVersions(root: string): Version[] | string {
  const git = (args: readonly string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    if (git(['rev-parse', '--is-shallow-repository']).trim() === 'true')
      return 'the clone is shallow: fetch the whole history (`git fetch --unshallow`)'
  } catch {
    return 'there is no Git repository here: clone the course instead of unpacking it'
  }
  const walk = ['rev-list', '--reverse', '--topo-order', '--full-history', '--parents', 'HEAD', '--', PENDING_FILE]
  // Before the first commit there is no HEAD, and nothing that could have left the list.
  const begun = git(['rev-list', '--all', '--max-count=1']).trim() !== ''
  const commits = (begun ? git(walk) : '')
    .split('\n')
    .filter(Boolean)
    .map(line => line.split(' '))
  return commits.map(([commit, ...parents]) => {
    let text = '{}'
    try {
      text = git(['show', `${commit}:${PENDING_FILE}`])
    } catch {
      // The commit deleted the file: its list is empty.
    }
    return { commit: commit!, parents, pending: parseLoosely(text) }
  })
}

/** Holds the list of the working tree against its history. Without the history that is a required skip. */
export function askHistory(root: string, now: Pending): { problems: Problem[]; skipped: Skip[] } {
  const versions = readVersions(root)
  if (typeof versions !== 'string') return { problems: regrown(now, versions), skipped: [] }
  const why = `whether ${PENDING_FILE} only shrinks cannot be asked: ${versions}`
  return { problems: [], skipped: [{ class: 'required', count: 1, why }] }
}
