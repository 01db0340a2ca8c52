// The text moves the figures. Which sections are in view an observer says; in those, the last step that begins above the reading line is current.
import { Film, narrow } from './film.ts'

const framesOf = (step: HTMLElement): number[] => (step.dataset.f ?? '').split(' ').map(Number)

/** One section with its films and steps. */
class Follower {
  private readonly films: Film[]
  private readonly steps: HTMLElement[]
  private followed: HTMLElement | null = null
  private marked: HTMLElement | null = null

  constructor(section: HTMLElement) {
    const stages = [...section.querySelectorAll<HTMLElement>('.stage:not(.alone)')]
    this.steps = [...section.querySelectorAll<HTMLElement>('.step[data-f]')]
    this.films = stages.map((stage, i) => new Film(stage, frame => this.asked(i, frame)))
    for (const number of section.querySelectorAll<HTMLElement>('.num')) this.makeButton(number)
    this.turn(0)
  }

  /** The paragraph of a frame that was chosen on the scale is marked, if there is one. The frame stands until the reader goes on. */
  private asked(film: number, frame: number): void {
    const step = this.steps.find(s => framesOf(s)[film] === frame)
    if (step) this.mark(step)
  }

  private makeButton(number: HTMLElement): void {
    const step = number.closest<HTMLElement>('.step')!
    const button = document.createElement('button')
    button.type = 'button'
    button.className = number.className
    button.textContent = number.textContent
    button.setAttribute('aria-label', `Show frame ${number.textContent!.replaceAll(/[()]/g, '')}`)
    button.addEventListener('click', () => this.enter(step))
    number.replaceWith(button)
  }

  private mark(step: HTMLElement): void {
    this.marked?.classList.remove('on')
    step.classList.add('on')
    this.marked = step
  }

  private enter(step: HTMLElement): void {
    const to = framesOf(step)
    const at = this.steps.indexOf(step)
    const before = this.steps[at - 1]
    const had = before ? framesOf(before) : []
    this.mark(step)
    to.forEach((frame, i) => this.films[i]?.go(frame))
    const moved = to.findIndex((frame, i) => frame !== had[i])
    if (moved >= 0) this.turn(moved)
  }

  /** Of several figures a phone shows the one that moved last. */
  private turn(film: number): void {
    this.films.forEach(({ stage }, i) => stage.classList.toggle('off', i !== film))
  }

  rest(): void {
    for (const film of this.films) film.rest()
  }

  read(): void {
    for (const film of this.films) film.wake()
    const stage = this.films.find(film => !film.stage.classList.contains('off'))?.stage
    // On a phone the line lies under the figure.
    const line = narrow.matches && stage ? Math.min(innerHeight * 0.62, stage.offsetHeight + 150) : innerHeight * 0.42
    const step = this.steps.findLast(s => s.getBoundingClientRect().top <= line) ?? this.steps[0]
    if (!step || step === this.followed) return
    this.followed = step
    this.enter(step)
  }
}

/** @returns what to call when the reader has scrolled */
export function followText(): () => void {
  const reading = new Map<Element, Follower>()
  const inView = new Set<Element>()
  const observer = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) {
          inView.delete(target)
          reading.get(target)?.rest()
          continue
        }
        inView.add(target)
        const follower = reading.get(target) ?? new Follower(target as HTMLElement)
        reading.set(target, follower)
        follower.read()
      }
    },
    // A film is made before it comes into view.
    { rootMargin: '600px 0px' },
  )
  for (const section of document.querySelectorAll('.has-film')) observer.observe(section)
  return () => {
    for (const section of inView) reading.get(section)!.read()
  }
}
