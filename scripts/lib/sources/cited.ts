// Which addresses a deck cites, and where. In: a deck's folder, or the repository's root for what belongs to no deck. Out: links with file and line.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Problem } from '../problem.ts'
import { AddressError, type Address, isAddress, parseAddress } from './address.ts'
import { findLinks } from './links.ts'

export interface Citation {
  address: Address
  /** Relative to the root. */
  file: string
  /** 1-based. */
  line: number
}
export interface Cited {
  /** Folder that holds sources.json, relative to the root; empty for the root itself. */
  folder: string
  citations: Citation[]
  /** Addresses that are none, each with file and line. */
  problems: Problem[]
}

const DECK_FILES = ['slides.md', 'quiz.yaml', 'exercises/*/exercise.md', 'TRAINERS.md']
const COURSE_FILES = ['TRAINERS.md', 'glossary.yaml']
/** A glossary names its authority without a link around it. */
const AUTHORITY = /^(\s*(?:- )?authority:\s*["']?)([^"'\s#][^"'\s]*)/gm

/** @param folder `decks/<id>`, or `''` for the files of the whole course */
export function citedIn(root: string, folder: string): Cited {
  const files = globSync(folder ? DECK_FILES : COURSE_FILES, { cwd: join(root, folder) }).sort()
  const out: Cited = { folder, citations: [], problems: [] }
  for (const name of files) {
    const file = relative(root, join(root, folder, name))
    const text = readFileSync(join(root, file), 'utf8')
    const { links, wrong } = findLinks(text)
    out.citations.push(...links.map(({ address, line }) => ({ address, file, line })))
    out.problems.push(...wrong.map(({ line, message }) => ({ file, line, message })))
    if (name.endsWith('glossary.yaml')) authorities(text, file, out)
  }
  return out
}

function authorities(text: string, file: string, out: Cited): void {
  for (const found of text.matchAll(AUTHORITY)) {
    const written = found[2]!
    const line = text.slice(0, found.index).split('\n').length
    if (!isAddress(written)) continue
    try {
      out.citations.push({ address: parseAddress(written), file, line })
    } catch (error) {
      if (!(error instanceof AddressError)) throw error
      out.problems.push({ file, line, message: error.message })
    }
  }
}

/** Every folder with addresses of its own: the decks in order, then the course. */
export function citingFolders(root: string): string[] {
  const decks = globSync('decks/*/slides.md', { cwd: root }).sort()
  return [...decks.map(file => file.slice(0, -'/slides.md'.length)), ''].filter(folder =>
    existsSync(join(root, folder)),
  )
}
