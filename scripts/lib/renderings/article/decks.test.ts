// Every article of the course: no prediction can be read before it is opened, neither in its section nor in the contents.
import { describe, expect, it } from 'vitest'
import { readCourse } from '../../content/course.ts'
import { publishedIds, ROOT } from '../../deck.ts'
import { answersFrom, flat, platesOf } from '../../content/asked.ts'
import type { Plate, Slide } from '../../content/blocks.ts'
import { duplicateAnchors } from '../../proof/linksGate.ts'
import { readable } from './accessible.ts'
import { articleOf } from './article.ts'
import { sectionOf } from './article.testing.ts'
import { gather } from '../gather.ts'
import { rich } from './inline.ts'
import { badges } from './plate.ts'

/** Shorter words stand in any text by chance. */
const LEAST = 8

/** What the compiler and the program said, as far as it does not stand in the program itself. */
function secretsOf(plates: readonly Plate[]): string[] {
  const shown = plates.flatMap(plate => plate.lines.map(line => line.text)).join('\n')
  const said = plates
    .filter(plate => plate.judged)
    .flatMap(plate => plate.runs)
    .flatMap(run => [
      ...run.verdict.codes,
      ...run.diagnostics.filter(d => d.level === 'error').map(d => d.message),
      ...run.stdout.split('\n').map(line => line.trim()),
    ])
  return [...new Set(said)].filter(
    text => (/^E\d{4}$/.test(text) || text.length >= LEAST) && text !== 'none' && !shown.includes(text),
  )
}

/** Codes that the question itself names are no secret: what is asked is which of them. */
const asksFor = (slide: Slide, secret: string): boolean => slide.titleText.includes(secret)

const { decks, glossary, library } = await readCourse(ROOT)

describe.each(publishedIds(ROOT))('the article of %s', id => {
  const deck = decks.find(d => d.id === id)!
  const made = gather(deck, { library, glossary, cards: [], planned: new Set(), stamp: '', publicUrl: null }).then(
    around => articleOf(around).html,
  )
  it('keeps the answers of its predictions', async () => {
    const html = await made
    const contents = readable(/<nav class="toc"[\s\S]*?<\/nav>/.exec(html)![0])
    const leaks = deck.slides.flatMap(slide => {
      if (slide.layout === 'quiz' || answersFrom(slide) === null) return []
      const before = readable(sectionOf(html, slide.no)) + contents
      const secrets = secretsOf(platesOf(slide)).filter(secret => !asksFor(slide, secret))
      return secrets.filter(secret => before.includes(secret)).map(secret => `${deck.file}:${slide.line}: ${secret}`)
    })
    expect(leaks).toEqual([])
  })
  it('has each program of its sets of variants: label, verdict, the lines that changed, and the caption of its figure', async () => {
    const html = await made
    const sets = deck.slides.flatMap(slide =>
      flat([...slide.body, ...slide.right]).filter(block => block.kind === 'whatif'),
    )
    const folds = html.split('<details class="whatif-one"').slice(1)
    expect(folds).toHaveLength(sets.reduce((sum, set) => sum + set.programs.length, 0))
    for (const { programs, model } of sets)
      for (const { label, runs, changed, trace } of programs) {
        const fold = folds.shift()!
        expect(fold).toContain(`<summary>${rich(label)}</summary>`)
        expect(fold).toContain(badges(runs))
        expect(fold.match(/class="code-line marked/g)?.length ?? 0, label).toBe(changed.size)
        const frames = trace?.frames ?? []
        if (model && frames.length) expect(fold).toContain(rich(model.describe(frames.at(-2) ?? null, frames.at(-1)!)))
      }
  })
  it('has each anchor once', async () => expect(duplicateAnchors(await made, id)).toEqual([]))
})
