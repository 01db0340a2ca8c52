// npm run article [-- deck …] [--out FOLDER]: the articles with their styles and scripts, to look at without a build; says what each weighs.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { command } from './lib/command.ts'
import { courseOf } from './lib/content/card.ts'
import { readCourse } from './lib/content/course.ts'
import { Library } from './lib/content/library.ts'
import { deckIds, ROOT } from './lib/deck.ts'
import { formatProblem } from './lib/problem.ts'
import { articleOf } from './lib/renderings/article/article.ts'
import { gather } from './lib/renderings/gather.ts'
import { articleScripts, articleStyles } from './lib/renderings/article/styles.ts'
import { weightOfArticle } from './lib/renderings/article/weight.ts'
import { stampOf } from './lib/site/stamp.ts'

async function main(ids: readonly string[], out: string): Promise<void> {
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(out, file)), { recursive: true })
    writeFileSync(join(out, file), text)
  }
  const begun = performance.now()
  const course = courseOf(ROOT)
  const { decks, glossary, problems } = await readCourse(ROOT, ids)
  for (const problem of problems) console.error(formatProblem(problem))
  if (problems.length) process.exitCode = 1
  const library = await Library.open(ROOT)
  const edition = {
    library,
    glossary,
    cards: course.decks,
    planned: new Set<string>(),
    stamp: stampOf(ROOT, course),
    publicUrl: null,
  }
  console.log(`read ${decks.length} decks in ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  const started = performance.now()
  for (const deck of decks) {
    const one = performance.now()
    const { html, words, minutes } = articleOf(await gather(deck, edition))
    write(`${deck.id}/read/index.html`, html)
    const { bytes, elements } = weightOfArticle(html)
    console.log(
      `${deck.id}: ${words} words, ${minutes} min, ${(html.length / 1000).toFixed(0)} kB, ${(bytes / 1000).toFixed(1)} kB gzipped, ${elements} elements, ${(performance.now() - one).toFixed(0)} ms`,
    )
  }
  console.log(`rendered in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  for (const [name, css] of articleStyles(ROOT)) write(`site/${name}`, css)
  for (const [name, code] of await articleScripts()) write(`site/${name}`, code)
  cpSync(join(ROOT, 'public/fonts'), join(out, 'fonts'), { recursive: true })
  console.log(`written to ${relative(process.cwd(), out)}`)
}

await command({
  name: 'npm run article -- [deck …]',
  description: 'Render articles without building the site.',
  args: { out: { type: 'string', description: 'the folder to write', default: '.cache/article' } },
  async run(args) {
    const unknown = args._.filter(id => !deckIds().includes(id))
    for (const id of unknown) console.error(`there is no deck \`${id}\`; the decks are ${deckIds().join(', ')}`)
    if (unknown.length) process.exitCode = 1
    else await main(args._.length ? args._ : deckIds(), resolve(args.out))
  },
})
