// Where snippets and recordings lie. The only file of this folder that walks the disk.
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deckIds } from '../deck.ts'
import { isDraft } from '../draft.ts'

export const ROOT = resolve(fileURLToPath(new URL('../../..', import.meta.url)))

export interface SnippetFile {
  /** Relative to the root, with `/`: how messages name it. */
  path: string
  /** Name in the recording: relative to the deck's snippets/, or the file's name for an example of a component. */
  name: string
  /** Absolute. */
  source: string
  recording: string
}

const posix = (path: string): string => path.split(sep).join('/')

/** decks/<id>/snippets/**.rs and components/<Tag>/examples/**.rs, sorted. */
export function listSnippets(root: string = ROOT): SnippetFile[] {
  return globSync(['decks/*/snippets/**/*.rs', 'components/*/examples/**/*.rs'], { cwd: root })
    .map(posix)
    .sort()
    .map(path => snippetFile(path, root))
}

/** Without those of decks that are drafts: no gate is held to them. */
export function publishedSnippets(root: string = ROOT): SnippetFile[] {
  const drafts = new Set(deckIds(root).filter(id => isDraft(root, id)))
  return listSnippets(root).filter(({ path }) => !drafts.has(path.split('/')[1]!))
}

export function snippetFile(path: string, root: string = ROOT): SnippetFile {
  const parts = path.split('/')
  const base = parts.slice(0, 3).join('/')
  const name = parts.slice(3).join('/')
  const target = parts[0] === 'decks' ? `${parts.slice(0, 2).join('/')}/recordings` : base
  return { path, name, source: join(root, path), recording: join(root, target, name.replace(/\.rs$/, '.json')) }
}

/** Recordings that belong to no snippet any more. Relative to the root. */
export function orphans(root: string = ROOT): string[] {
  const wanted = new Set(listSnippets(root).map(s => posix(relative(root, s.recording))))
  return globSync(['decks/*/recordings/**/*.json', 'components/*/examples/**/*.json'], { cwd: root })
    .map(posix)
    .filter(path => !wanted.has(path))
    .sort()
}

/** Snippets that one of `names` picks: a path, a folder, a file name with or without `.rs`, or a part of the path. No names: all. */
export function pick(
  all: readonly SnippetFile[],
  names: readonly string[],
  root: string = ROOT,
): { picked: SnippetFile[]; unknown: string[] } {
  if (!names.length) return { picked: [...all], unknown: [] }
  const picked = new Set<SnippetFile>()
  const unknown: string[] = []
  for (const name of names) {
    const path = posix(relative(root, resolve(name)))
    const exact = all.filter(s => s.path === path || s.path === name || s.path.startsWith(`${path}/`))
    const named = exact.length ? exact : all.filter(s => basename(s.path) === name || basename(s.path, '.rs') === name)
    const found = named.length ? named : all.filter(s => s.path.includes(name))
    if (!found.length) unknown.push(name)
    for (const snippet of found) picked.add(snippet)
  }
  return { picked: all.filter(s => picked.has(s)), unknown }
}

export const readText = (path: string): string => readFileSync(path, 'utf8')

/** Whole or not at all: a reader never sees half a recording. */
export function writeAtomically(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, text)
    renameSync(temporary, path)
  } finally {
    if (existsSync(temporary)) rmSync(temporary)
  }
}
