// A film beside the text: its scale, its keys, and the change from one frame to another, in which what keeps its key moves as in the deck.
import { framesIn } from './frames.ts'
import { numbersOf } from './ranges.ts'

const SVG = 'http://www.w3.org/2000/svg'
export const narrow = matchMedia('(max-width: 959px)')

interface Frames {
  pool: string[]
  /** The marks of each, by their places in the pool. */
  frames: string[]
  captions: string[]
  outlines: string[]
}

const parsed = new Map<string, Element>()

/** Marks from their text, each parsed once. */
function marksOf(texts: readonly string[]): Element[] {
  const fresh = texts.filter(text => !parsed.has(text))
  if (fresh.length) {
    const page = new DOMParser().parseFromString(`<svg xmlns="${SVG}">${fresh.join('')}</svg>`, 'image/svg+xml')
    ;[...page.documentElement.children].forEach((mark, i) => parsed.set(fresh[i]!, document.importNode(mark, true)))
  }
  return texts.map(text => parsed.get(text)!)
}

/** Gives an element the attributes and children of another: same elements move, others are replaced. */
function follow(from: Element, to: Element): void {
  for (const name of from.getAttributeNames()) if (!to.hasAttribute(name)) from.removeAttribute(name)
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value)
  const alike =
    from.children.length === to.children.length &&
    [...from.children].every((c, i) => c.tagName === to.children[i]!.tagName)
  if (!alike) {
    from.replaceChildren(...to.cloneNode(true).childNodes)
    return
  }
  if (!from.children.length && from.textContent !== to.textContent) from.textContent = to.textContent
  ;[...from.children].forEach((child, i) => follow(child, to.children[i]!))
}

const keyOf = (mark: Element): string => mark.getAttribute('data-key') ?? ''

/** Makes a drawing into another one. */
function become(svg: Element, marks: readonly Element[]): void {
  const had = new Map([...svg.children].map(mark => [keyOf(mark), mark]))
  const keep = new Set(marks.map(keyOf))
  for (const [key, mark] of had) if (!keep.has(key)) mark.remove()
  let at = svg.firstElementChild
  for (const mark of marks) {
    const known = had.get(keyOf(mark))
    if (!known) svg.insertBefore(mark.cloneNode(true), at)
    else if (known.tagName !== mark.tagName) {
      // A mark that gained a part is a group now.
      if (known === at) at = at.nextElementSibling
      known.remove()
      svg.insertBefore(mark.cloneNode(true), at)
    } else {
      follow(known, mark)
      if (known === at) at = at.nextElementSibling
      else svg.insertBefore(known, at)
    }
  }
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag)
  e.className = className
  e.textContent = text
  return e
}

export class Film {
  readonly stage: HTMLElement
  readonly count: number
  step = 0
  private readonly data: Frames
  private readonly ticks: HTMLButtonElement[] = []
  private readonly ends: HTMLButtonElement[] = []
  private scale: HTMLElement | null = null

  /** @param asked told of a frame that the reader chose on the scale */
  constructor(stage: HTMLElement, asked: (frame: number) => void) {
    this.stage = stage
    const text = stage.querySelector('.frames-data')?.textContent
    this.data = text ? (JSON.parse(text) as Frames) : { pool: [], frames: [''], captions: [''], outlines: [''] }
    this.count = this.data.frames.length
    if (this.count > 1) this.addScale(asked)
    narrow.addEventListener('change', () => this.show())
    if (narrow.matches || this.count > 1) this.show()
  }

  private addScale(asked: (frame: number) => void): void {
    const scale = this.stage.querySelector<HTMLElement>('.scale')!
    const button = (className: string, label: string, to: () => number): HTMLButtonElement => {
      const b = element('button', className)
      b.type = 'button'
      b.setAttribute('aria-label', label)
      b.addEventListener('click', () => this.ask(to(), asked))
      return b
    }
    const ticks = element('span', 'ticks')
    for (let i = 0; i < this.count; i++) {
      const tick = button('tick', `Frame ${i + 1} of ${this.count}`, () => i)
      tick.textContent = String(i + 1)
      this.ticks.push(tick)
    }
    ticks.append(...this.ticks, element('span', 'at'))
    ticks.style.setProperty('--of', String(this.count))
    this.ends.push(
      button('end prev', 'Previous frame', () => this.step - 1),
      button('end next', 'Next frame', () => this.step + 1),
    )
    scale.append(this.ends[0]!, ticks, this.ends[1]!)
    this.scale = ticks
    scale.addEventListener('keydown', e => {
      const to = { ArrowLeft: this.step - 1, ArrowRight: this.step + 1, Home: 0, End: this.count - 1 }[e.key]
      if (to === undefined) return
      e.preventDefault()
      this.ask(to, asked)
      this.ticks[this.step]!.focus()
    })
  }

  /** The reader chose a frame: it is announced, once. */
  private ask(to: number, asked: (frame: number) => void): void {
    const before = this.step
    this.go(to)
    if (this.step === before) return
    const caption = this.stage.querySelector('.fig-cap')!.textContent
    this.stage.querySelector('.said')!.textContent = `Frame ${this.step + 1} of ${this.count}: ${caption}`
    asked(this.step)
  }

  go(to: number): void {
    const frame = Math.max(0, Math.min(this.count - 1, to))
    if (frame === this.step) return
    this.step = frame
    this.show()
  }

  /** Out of sight a film is an empty box: a page of thirty films would else have the marks of all of them. */
  rest(): void {
    if (this.count < 2 || narrow.matches) return
    this.stage.querySelector('.plot.full svg')!.replaceChildren()
    this.stage.querySelector('.outline')!.replaceChildren()
    this.resting = true
  }
  wake(): void {
    if (this.resting) this.show()
  }

  private resting = false

  private show(): void {
    this.resting = false
    const { data, step, count, stage } = this
    if (!narrow.matches || !this.showCompact()) {
      const svg = stage.querySelector('.plot.full svg')!
      if (count > 1) become(svg, this.marksAt(step))
      if (count > 1) svg.setAttribute('aria-label', `${stage.dataset.title}, frame ${step + 1} of ${count}`)
    }
    if (count < 2) return
    stage.querySelector('.fig-cap')!.innerHTML = data.captions[step]!
    stage.querySelector('.outline')!.innerHTML = data.outlines[step]!
    this.scale!.style.setProperty('--at', String(step))
    this.ticks.forEach((tick, i) => {
      if (i === step) tick.setAttribute('aria-current', 'step')
      else tick.removeAttribute('aria-current')
    })
    this.ends[0]!.setAttribute('aria-disabled', String(step === 0))
    this.ends[1]!.setAttribute('aria-disabled', String(step === count - 1))
  }

  private marksAt(step: number): Element[] {
    const { pool, frames } = this.data
    return marksOf(numbersOf(frames[step]!).map(i => pool[i]!))
  }

  private small: Element[] | null = null

  /** On a phone the frames of the text serve: they were drawn for its width. */
  private showCompact(): boolean {
    this.small ??= [...(this.stage.closest('section')?.querySelectorAll('noscript.frames') ?? [])]
      .flatMap(framesIn)
      .flatMap(stills => [...stills.querySelectorAll(`.still[data-film="${this.stage.id}"] > svg`)])
    const svg = this.small[this.step]
    if (!svg) return false
    this.stage.querySelector('.plot.compact')!.replaceChildren(document.importNode(svg, true))
    return true
  }
}
