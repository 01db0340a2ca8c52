// The quiz: a choice opens its answer. What was answered is kept where the deck keeps it, under a hash of the question: an edited question is open again.

import { unfold } from './frames.ts'

interface Kept {
  hash: string
  /** Positions of the chosen options as shown, in the order of choosing. */
  answer: number[]
  right: boolean
}

class Question {
  private readonly box: HTMLElement
  private readonly key: string
  private readonly options: HTMLElement[]
  private readonly reasons: HTMLDetailsElement
  private readonly dress: (part: Element) => void

  constructor(box: HTMLElement, dress: (part: Element) => void) {
    this.box = box
    this.dress = dress
    this.key = `ri-quiz:${box.dataset.id}`
    this.options = [...box.querySelectorAll<HTMLElement>('.option')]
    this.reasons = box.querySelector<HTMLDetailsElement>('.reasons')!
    box.addEventListener('change', () => this.answered())
    const again = box.querySelector<HTMLButtonElement>('.again')!
    again.hidden = false
    again.addEventListener('click', () => this.clear())
    this.recall()
  }

  /** What is said of each option, which stands in the page once somebody has asked. */
  private get rows(): HTMLElement[] {
    const opened = unfold(this.reasons)
    if (opened) this.dress(opened)
    return [...this.reasons.querySelectorAll('li')]
  }

  private get isOrder(): boolean {
    return this.box.dataset.kind === 'order'
  }

  /** The chosen options in order, or null where the answer is not complete. */
  private chosen(): number[] | null {
    if (!this.isOrder) {
      const value = this.box.querySelector<HTMLInputElement>('input:checked')?.value
      return value === undefined ? null : [Number(value)]
    }
    const places = this.options.map(option => option.querySelector('select')!.value)
    if (places.includes('') || new Set(places).size !== places.length) return null
    return places.map((_, place) => places.indexOf(String(place)))
  }

  private isRight(answer: readonly number[]): boolean {
    const { rows } = this
    if (this.isOrder) return answer.every((option, place) => Number(rows[option]!.dataset.place) === place)
    return rows[answer[0]!]!.dataset.right !== undefined
  }

  private answered(): void {
    const answer = this.chosen()
    if (!answer) return
    const right = this.isRight(answer)
    this.mark(right)
    try {
      localStorage.setItem(this.key, JSON.stringify({ hash: this.box.dataset.hash!, answer, right } satisfies Kept))
    } catch {
      // A full or forbidden store loses the memory, not the answer on the page.
    }
  }

  private mark(right: boolean): void {
    const { rows } = this
    if (!this.isOrder)
      this.options.forEach((option, i) => {
        const isRight = rows[i]!.dataset.right !== undefined
        option.classList.toggle('right', isRight)
        option.classList.toggle('wrong', !isRight)
      })
    this.box.querySelector('.feedback')!.textContent = right ? 'Right.' : 'Not this one.'
    this.reasons.open = true
  }

  private clear(): void {
    for (const input of this.box.querySelectorAll<HTMLInputElement>('input')) input.checked = false
    for (const select of this.box.querySelectorAll('select')) select.value = ''
    for (const option of this.options) option.classList.remove('right', 'wrong')
    this.box.querySelector('.feedback')!.textContent = ''
    this.reasons.open = false
    try {
      localStorage.removeItem(this.key)
    } catch {
      // Nothing was kept.
    }
    this.box.querySelector<HTMLElement>('input, select')?.focus()
  }

  private recall(): void {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key) ?? 'null') as Kept | null
      if (kept?.hash !== this.box.dataset.hash || !Array.isArray(kept?.answer)) return
      if (this.isOrder)
        kept.answer.forEach((option, place) => {
          this.options[option]!.querySelector('select')!.value = String(place)
        })
      else this.options[kept.answer[0]!]!.querySelector('input')!.checked = true
      this.mark(kept.right)
    } catch {
      // What another page wrote under this key is no answer.
    }
  }
}

/** @param dress what a script adds to a part that was folded */
export function playQuiz(dress: (part: Element) => void): void {
  for (const box of document.querySelectorAll<HTMLElement>('.question')) new Question(box, dress)
}
