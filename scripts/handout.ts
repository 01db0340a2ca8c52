// npm run handout -- [deck …] [--book] [--out FOLDER] [--letter]: handouts or the book, to look at without a build; says what each costs.
import { mkdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { command } from './lib/command.ts'
import { courseOf } from './lib/content/card.ts'
import { readCourse } from './lib/content/course.ts'
import { readCourseFile } from './lib/courseFile.ts'
import { deckIds, ROOT } from './lib/deck.ts'
import { formatProblem } from './lib/problem.ts'
import { bookOf, handoutOf, type Made } from './lib/renderings/book/document.ts'
import { editionOf } from './lib/renderings/book/edition.ts'
import { typeset } from './lib/renderings/book/typeset.ts'
import { gather } from './lib/renderings/gather.ts'
import { stampOf } from './lib/site/stamp.ts'

async function main(ids: readonly string[], out: string, whole: boolean, letter: boolean): Promise<void> {
  const begun = performance.now()
  mkdirSync(out, { recursive: true })
  const course = courseOf(ROOT)
  const content = await readCourse(ROOT, ids)
  for (const problem of content.problems) console.error(formatProblem(problem))
  const publicUrl = readCourseFile(ROOT).site ?? null
  const stamp = stampOf(ROOT, course)
  const around = await Promise.all(
    content.decks.map(deck => gather(deck, { ...content, cards: course.decks, planned: new Set(), stamp, publicUrl })),
  )
  const edition = editionOf(
    ROOT,
    content,
    stamp,
    course.decks.map(card => card.mechanism),
  )
  console.log(`read ${content.decks.length} decks in ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  const print = async ({ document, problems }: Made, name: string): Promise<void> => {
    for (const problem of problems) console.error(formatProblem(problem))
    if (problems.length) process.exitCode = 1
    const papers = letter ? (['a4', 'letter'] as const) : (['a4'] as const)
    const files = papers.map(paper => ({ paper, out: join(out, `${name}${paper === 'letter' ? '-letter' : ''}.pdf`) }))
    const at = performance.now()
    const made = await typeset(document, files, { root: ROOT, cache: join(ROOT, '.cache') })
    const pages = made.files.reduce((sum, file) => sum + file.pages, 0)
    for (const file of made.files)
      console.log(`${relative('.', file.file)}: ${file.pages} pages, ${(file.bytes / 1024).toFixed(0)} kB`)
    const seconds = ((performance.now() - at) / 1000).toFixed(1)
    console.log(
      `  ${seconds} s, processor ${made.cpu} ms (${(made.cpu / pages).toFixed(1)} a page), at most ${made.peak} MB (${(made.peak / pages).toFixed(1)} a page)`,
    )
  }
  if (whole) await print(bookOf(around, edition), 'book')
  else for (const one of around) await print(handoutOf(one, edition), one.deck.id)
}

await command({
  name: 'npm run handout -- [deck …]',
  description: 'Typesets handouts, or the book of the decks that are named.',
  args: {
    out: { type: 'string', default: '.cache/handouts', description: 'the folder that they are written to' },
    book: { type: 'boolean', default: false, description: 'one book of all' },
    letter: { type: 'boolean', default: false, description: 'on Letter as well as on A4' },
  },
  async run(args) {
    const wished = args._ as string[]
    const ids = deckIds(ROOT).filter(
      id => !wished.length || wished.some(name => id === name || Number(name) === Number(id.slice(0, 2))),
    )
    await main(ids, resolve(args.out), args.book, args.letter)
  },
})
