// The notes of a slide as the presenter and the article get them: from the content model, so that text in angle brackets is text, facts have their values,
// answers stand apart, and what only readers get stays out of the deck.
import { readFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { Clicks } from '../content/clicks.ts'
import { Library } from '../content/deck.ts'
import { notesOf } from '../content/notes.ts'
import { Reporter } from '../content/reporter.ts'
import { inspectSlides, ROOT, type Slide } from '../deck.ts'
import { notesHtml } from '../site/prose.ts'

export class NoteRenderer {
  private readonly families: Promise<Library>
  private readonly decks = new Map<string, { text: string; slides: Slide[] }>()

  constructor(root = ROOT) {
    this.families = Library.open(root)
  }

  /**
   * One note as HTML.
   * @param note Markdown, as it stands between `<!--` and `-->`
   * @param deckDir the deck whose recordings its facts come from
   */
  async render(note: string, deckDir: string): Promise<string> {
    const library = (await this.families).fresh()
    // What is wrong in a note stops the build where decks are checked; here it is shown as far as it can be read.
    const place = { library, deckDir, report: new Reporter(deckDir), clicks: new Clicks(), still: true }
    return note.trim() ? notesHtml(notesOf(note, 1, place)) : ''
  }

  /** The note of a slide of a file, both counted from 1. */
  async ofSlide(path: string, no: number): Promise<string> {
    const text = readFileSync(path, 'utf8')
    let deck = this.decks.get(path)
    if (deck?.text !== text) {
      deck = { text, slides: inspectSlides(relative(ROOT, path), text).slides }
      this.decks.set(path, deck)
    }
    return this.render(deck.slides[no - 1]?.note ?? '', dirname(path))
  }
}
