// Handouts, the book and its EPUB as jobs of the build: rendered in Node from the content that was read and typeset in processes of their own, no browser.
// A deck's handout is kept under what it is made of; the book is made where all published decks are.
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { COURSE_FILE } from '../courseFile.ts'
import { publishedIds } from '../deck.ts'
import { BOOK_FILE, EPUB_FILE, handoutFile } from '../pageFiles.ts'
import { ProblemError } from '../problem.ts'
import { bookOf, handoutOf, type Made } from '../renderings/book/document.ts'
import { editionOf } from '../renderings/book/edition.ts'
import { facesOf } from '../renderings/book/epub/fonts.ts'
import { epubOf, lettersOf } from '../renderings/book/epub/package.ts'
import { typeset } from '../renderings/book/typeset.ts'
import { gather } from '../renderings/gather.ts'
import type { Site, SiteJob } from '../site/jobs.ts'

/** A press takes about 300 MB. */
const PRESSES = Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2)))

const PAPERS = ['a4', 'letter'] as const

/** Where the handouts of a deck lie, A4 first. */
export const handoutFiles = (deck: string): string[] => PAPERS.map(paper => handoutFile(deck, paper))

/** Whether a build of these decks makes the book. */
export const makesBook = (root: string, decks: readonly { id: string }[]): boolean =>
  decks.length > 0 && publishedIds(root).every(id => decks.some(deck => deck.id === id))

/** What decides how every handout looks. */
const codeOf = (root: string): string[] => [
  ...['renderings', 'fonts', 'content', 'sources', 'slides', 'quiz', 'exercise'].map(room =>
    join(root, 'scripts/lib', room),
  ),
  ...['highlight.ts', 'deck.ts', 'build/handouts.ts'].map(file => join(root, 'scripts/lib', file)),
  join(root, 'components'),
  join(root, 'styles/faces'),
  join(root, COURSE_FILE),
  // The typesetter and the highlighter's grammar.
  join(root, 'package-lock.json'),
]

/** Runs at most so many at a time, in the order in which they were asked for. */
function queue(most: number): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async run => {
    if (running >= most) await new Promise<void>(resolve => waiting.push(resolve))
    running++
    try {
      return await run()
    } finally {
      running--
      waiting.shift()?.()
    }
  }
}

/** @param planned files below dist/ that the build makes */
export function handouts(site: Site, planned: ReadonlySet<string>): SiteJob[] {
  const { root, content, cards, stamp, publicUrl } = site
  const { library, glossary } = content
  const decks = content.decks.filter(deck => site.decks.some(d => d.id === deck.id))
  if (!decks.length) return []
  const inTurn = queue(PRESSES)
  const tabs = publishedIds(root).map(id => Number(id.slice(0, 2)))
  const others = site.decks.map(({ id, slides }) => [id, slides.map(slide => slide.title)])
  const inputs = [JSON.stringify([cards, [...planned].sort(), stamp, publicUrl, glossary, tabs, others])]
  const around = (deck: (typeof decks)[number]) => gather(deck, { library, glossary, cards, planned, stamp, publicUrl })
  const print = async ({ document, problems }: Made, files: Parameters<typeof typeset>[1]): Promise<void> => {
    if (problems.length) throw new ProblemError(problems)
    await typeset(document, files, { root, cache: join(root, '.cache') })
  }
  const shared = { part: 'handouts' as const, reads: /$^/, beside: true, inputs }
  const jobs = decks.map((deck): SiteJob => ({
    ...shared,
    name: `handout ${deck.id}`,
    outputs: handoutFiles(deck.id),
    code: [...codeOf(root), join(root, 'decks', deck.id)],
    run: () =>
      inTurn(async () => {
        const made = handoutOf(await around(deck), editionOf(root, { decks: [deck], glossary }, stamp, tabs))
        await print(
          made,
          PAPERS.map(paper => ({ paper, out: site.path(handoutFile(deck.id, paper)) })),
        )
      }),
  }))
  if (!makesBook(root, site.decks)) return jobs
  const whole = { ...shared, code: [...codeOf(root), join(root, 'decks')] }
  const bound = async (): Promise<Made> =>
    bookOf(await Promise.all(decks.map(around)), editionOf(root, { decks, glossary }, stamp, tabs))
  const book: SiteJob = {
    ...whole,
    name: 'book',
    outputs: [BOOK_FILE],
    run: () => inTurn(async () => print(await bound(), [{ paper: 'a4', out: site.path(BOOK_FILE) }])),
  }
  const epub: SiteJob = {
    ...whole,
    name: 'EPUB',
    outputs: [EPUB_FILE],
    run: () =>
      inTurn(async () => {
        const { document, problems } = await bound()
        if (problems.length) throw new ProblemError(problems)
        const faces = await facesOf(join(root, 'public/fonts'), join(root, '.cache/book-fonts'), lettersOf(document))
        writeFileSync(site.path(EPUB_FILE), epubOf(document, faces))
      }),
  }
  return [...jobs, book, epub]
}
