// `npm test -- --changed`: which gates a change can turn red, of which decks they are asked, and why the others are left out.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What a gate depends on. */
interface Scope {
  /** Files outside of scripts/ that it reads, or that the built site is made of. */
  reads?: RegExp
  /** Files of scripts/ that it runs: what they import, directly or not, is its code. */
  runs?: readonly string[]
  /** Whether it can be asked of single decks; what is not in a deck's folder concerns all of them. */
  byDeck?: true
}

/** What dist/ is made of. */
const SITE =
  /^(?:decks|components|layouts|pages|setup|styles|public)\/|^[^/]+\.vue$|^vite\.config\.ts$|^(?:course|glossary)\.yaml$|^(?:sources|recorded|toolchains)\.json$/
const BUILD = ['scripts/build.ts']
const built = (gate: string, byDeck?: true): Scope => ({
  reads: SITE,
  runs: [...BUILD, `scripts/lib/proof/${gate}Gate.ts`],
  ...(byDeck && { byDeck }),
})

/** By the gate's name. `code` and `unit` are always asked: they are quick and look at everything. */
export const SCOPES: Readonly<Record<string, Scope>> = {
  types: { reads: /\.(?:ts|vue)$/ },
  code: { reads: /./ },
  words: {
    reads: /^decks\/|\.md$|^cspell\.json$|^project-words\.txt$|^components\/[^/]+\/model\.ts$/,
    runs: ['scripts/lib/proof/wordsGate.ts'],
  },
  unit: { reads: /./ },
  snippets: {
    reads:
      /^decks\/[^/]+\/(?:snippets|recordings)\/|^components\/[^/]+\/examples\/|^scripts\/crates\/|^toolchains\.json$/,
    runs: ['scripts/verify.ts'],
    byDeck: true,
  },
  exercises: { reads: /^decks\/[^/]+\/exercises\/|^toolchains\.json$/, runs: ['scripts/exercises.ts'], byDeck: true },
  build: { reads: SITE, runs: BUILD },
  // Its tests bring decks of their own.
  faults: { reads: /^(?:components|layouts|pages|setup|styles|public)\/|^toolchains\.json$/, runs: [] },
  fit: built('fit', true),
  figures: built('figures', true),
  links: built('links'),
  site: built('site'),
  offline: built('offline'),
  access: built('access', true),
  paper: built('paper', true),
}

/** What people read, and what other machines do: no gate but those that look at every file depends on it. */
const APART =
  /^[^/]+\.md$|^LICENSE-|^\.(?:github|ci|vscode)\/|^\.(?:editorconfig|gitignore|git-blame-ignore-revs|oxfmtrc\.json|jscpd\.json)$|^(?:knip|cspell)\.json$|^project-words\.txt$/
const KNOWN = new RegExp(`${SITE.source}|${APART.source}|^scripts/|^toolchains\\.json$`)

export interface Question {
  gate: string
  /** Folder names of the decks that it is asked of; `all` when nobody is left out. */
  decks: readonly string[] | 'all'
  /** A sentence: which change asks for it. */
  why: string
}
export interface Plan {
  asked: Question[]
  /** Each gate that is not asked, or not of every deck, with the reason. */
  left: { gate: string; why: string }[]
}

const deckOf = (file: string): string | undefined => /^decks\/([^/]+)\//.exec(file)?.[1]

/** `a`, `a and 2 more`. */
const some = (files: readonly string[]): string =>
  files.length > 1 ? `${files[0]} and ${files.length - 1} more` : files[0]!

/**
 * Decides by files what must be asked. A file of an unknown kind asks everything. Pure.
 * @param files changed files, relative to the root, deleted ones included
 * @param gates names of the gates in their order, each with whether it needs the built site
 * @param reaches whether a file of scripts/ imports another one, directly or not
 * @param slow tests that the gate `faults` runs
 */
export function planOf(
  files: readonly string[],
  gates: readonly { name: string; needs?: 'dist' }[],
  reaches: (from: string, to: string) => boolean,
  slow: readonly string[] = [],
): Plan {
  const unknown = files.filter(f => !KNOWN.test(f))
  const asked: Question[] = []
  const left: Plan['left'] = []
  for (const { name } of gates) {
    const { reads, runs = [], byDeck } = SCOPES[name] ?? { reads: /./ }
    const entries = name === 'faults' ? slow : runs
    const touches = (file: string) => reads?.test(file) || entries.some(e => e === file || reaches(e, file))
    const found = [...unknown, ...files.filter(f => !unknown.includes(f) && touches(f))]
    if (!found.length) {
      left.push({ gate: name, why: 'nothing that it depends on has changed' })
      continue
    }
    const decks = [...new Set(found.map(deckOf))]
    const single = byDeck && decks.every(d => d !== undefined)
    asked.push({ gate: name, decks: single ? (decks as string[]).sort() : 'all', why: `${some(found)} changed` })
    if (single)
      left.push({
        gate: name,
        why: `asked only of ${decks.join(', ')}: nothing that it depends on has changed elsewhere`,
      })
  }
  // What reads dist/ must read that of today, also when only the gate itself has changed; an up-to-date build takes a second.
  const needsSite = asked.some(q => gates.find(g => g.name === q.gate)?.needs === 'dist')
  if (!needsSite || asked.some(q => q.gate === 'build')) return { asked, left }
  const build: Question = { gate: 'build', decks: 'all', why: 'a gate that is asked reads the built site' }
  const order = gates.map(g => g.name)
  return {
    asked: [...asked, build].sort((a, b) => order.indexOf(a.gate) - order.indexOf(b.gate)),
    left: left.filter(l => l.gate !== 'build'),
  }
}

/**
 * Files that differ from where this branch left `base`, committed or not, new ones included.
 * @throws Error when Git does not know `base`
 */
export function changedFiles(root: string, base: string): string[] {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'] })
  let fork: string
  try {
    fork = git('merge-base', base, 'HEAD').trim()
  } catch {
    throw new Error(`Git knows no common ancestor of \`${base}\` and HEAD: name a commit or a branch after --changed`)
  }
  const lists = [
    // A file that was renamed counts under both names.
    git('diff', '--name-only', '--no-renames', '-z', fork),
    git('ls-files', '--others', '--exclude-standard', '-z'),
  ]
  return [...new Set(lists.flatMap(list => list.split('\0')).filter(Boolean))].sort()
}

/** The branch that `--changed` compares with when none is named: main, here or at its origin; HEAD where there is no main. */
export function defaultBase(root: string): string {
  if (!existsSync(join(root, '.git'))) return 'HEAD'
  const known = (ref: string) => {
    try {
      execFileSync('git', ['rev-parse', '--verify', '--quiet', ref], { cwd: root, stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  return ['origin/main', 'main'].find(known) ?? 'HEAD'
}

/** Answers whether one file imports another one, directly or not. Pure. */
export function reachability(imports: readonly { from: string; to: string }[]): (from: string, to: string) => boolean {
  const next = Map.groupBy(imports, i => i.from)
  const known = new Map<string, Set<string>>()
  return (from, to) => {
    let seen = known.get(from)
    if (!seen) {
      seen = new Set()
      const queue = [from]
      for (let file = queue.pop(); file; file = queue.pop())
        for (const i of next.get(file) ?? [])
          if (!seen.has(i.to)) {
            seen.add(i.to)
            queue.push(i.to)
          }
      known.set(from, seen)
    }
    return seen.has(to)
  }
}
