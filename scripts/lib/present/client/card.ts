// What the projector shows instead of the slide: black, white, the card with the audience's address, or what the audience chose. In a shadow root, so that the deck's styles and ours leave each other alone.
import type { AudienceView } from '../audience/view.ts'
import type { Cover } from '../room/state.ts'
import { answeredWords, VOTES_CSS, votesSheet } from './votes.ts'

const CSS = `
:host { all: initial; }
.cover { position: fixed; inset: 0; z-index: 2147483000; display: none; }
.cover.black { display: block; background: #000; }
.cover.white { display: block; background: #fff; }
.cover.card { display: grid; place-content: center; background: var(--ri-paper); }
.sheet { display: grid; grid-template-columns: auto auto; column-gap: 4.4vmin; align-items: center; width: min(88vw, 150vmin); color: var(--ri-ink); font-family: var(--ri-text); }
.qr { width: min(36vw, 62vmin); aspect-ratio: 1; box-sizing: border-box; padding: 4.5vmin; background: #fff; border: 1.25px solid var(--ri-ink); }
.qr svg { display: block; width: 100%; height: 100%; }
.word { font: italic 400 3.4vmin/1.3 var(--ri-text); color: var(--ri-accent); }
h1 { margin: 1vmin 0 3vmin; font: 360 6.6vmin/1.15 var(--ri-text); text-wrap: balance; }
.address { padding: 2vmin 0; border: solid var(--ri-ink); border-width: 1.25px 0; font: 500 4vmin/1.3 var(--ri-mono); overflow-wrap: anywhere; }
p { margin: 3vmin 0 0; font: 400 2.9vmin/1.4 var(--ri-text); color: var(--ri-ink-2); }
${VOTES_CSS}`

export class Card {
  readonly #base: string
  readonly #cover = document.createElement('div')
  readonly #answered = document.createElement('div')
  #shown: Cover = 'none'
  #asked: AudienceView['asked'] = null

  constructor(base: string) {
    this.#base = base
    const host = document.createElement('div')
    const root = host.attachShadow({ mode: 'open' })
    const style = document.createElement('style')
    style.textContent = CSS
    this.#cover.className = 'cover'
    this.#answered.className = 'answered'
    root.append(style, this.#answered, this.#cover)
    document.documentElement.append(host)
  }

  show(cover: Cover): void {
    if (cover === this.#shown) return
    this.#shown = cover
    this.#cover.className = `cover ${cover}`
    this.#cover.replaceChildren()
    if (cover === 'card') void this.#draw()
    if (cover === 'votes') this.#drawVotes()
  }

  /** What the audience is asked, and how it answered. */
  votes({ asked }: AudienceView): void {
    this.#asked = asked
    this.#answered.textContent = answeredWords(asked)
    if (this.#shown === 'votes') this.#drawVotes()
  }

  #drawVotes(): void {
    const asked = this.#asked
    const any = asked?.room.some(({ answers }) => answers > 0)
    if (asked && any) return this.#cover.replaceChildren(votesSheet(asked))
    const sheet = Object.assign(document.createElement('div'), { className: 'sheet' })
    sheet.append(Object.assign(document.createElement('h1'), { textContent: 'There are no votes on this slide.' }))
    this.#cover.replaceChildren(sheet)
  }

  async #draw(): Promise<void> {
    const svg = await fetch(`${this.#base}/room/card.svg`).then(
      answer => (answer.ok ? answer.text() : null),
      () => null,
    )
    if (this.#shown !== 'card') return
    const sheet = document.createElement('div')
    sheet.className = 'sheet'
    const part = (name: string, text: string): HTMLElement =>
      Object.assign(document.createElement(name === 'h1' || name === 'p' ? name : 'div'), {
        className: name,
        textContent: text,
      })
    const words = document.createElement('div')
    if (svg === null) words.append(part('h1', 'There is no address for the audience in this talk.'))
    else {
      const qr = document.createElement('div')
      qr.className = 'qr'
      // Our own server's drawing of its own address.
      qr.append(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement)
      sheet.append(qr)
      const address = await fetch(`${this.#base}/room/card.txt`).then(answer => answer.text())
      words.append(
        part('word', 'Follow along'),
        part('h1', 'The deck on your screen, your answers on ours'),
        part('address', address.replace(/^http:\/\/|\/$/g, '')),
        part('p', 'Predict before the compiler answers, look back at any slide, and ask. Nobody is asked for a name.'),
      )
    }
    sheet.append(words)
    this.#cover.replaceChildren(sheet)
  }
}
