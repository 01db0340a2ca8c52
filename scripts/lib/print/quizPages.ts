// A printed quiz has no clicks: each question of a quiz slide gets a page of its own.
import type { Page } from 'playwright-chromium'

/** Copies the page of each quiz slide once for each of its questions, and leaves one question on each copy. */
export async function spreadQuizzes(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const quiz of document.querySelectorAll('.ri-quiz-printed')) {
      const first = quiz.closest('.print-slide-container')!
      const pages = [...quiz.children].map((_, k) => {
        const copy = first.cloneNode(true) as HTMLElement
        if (k) for (const e of [copy, ...copy.querySelectorAll('[id]')]) e.removeAttribute('id')
        ;[...copy.querySelector('.ri-quiz-printed')!.children].forEach((card, i) => {
          if (i !== k) card.remove()
        })
        return copy
      })
      first.replaceWith(...pages)
    }
  })
}

/** Of a quiz, whose printed pages are all the same, the last one alone. */
export async function onePageEach(page: Page): Promise<void> {
  await page.evaluate(() => {
    const pages = [...document.querySelectorAll<HTMLElement>('.print-slide-container')]
    const no = (e: HTMLElement) => e.querySelector<HTMLElement>('[data-slidev-no]')?.dataset.slidevNo
    pages.forEach((one, i) => {
      const next = pages[i + 1]
      if (next && no(next) === no(one) && one.querySelector('.ri-quiz-printed')) one.remove()
    })
  })
}

/** Pages that a slide takes in print. */
export const printedPages = (slide: { layout: string; frontmatter: Record<string, unknown> }): number =>
  slide.layout === 'quiz' ? Math.max(1, [slide.frontmatter.quiz].flat().length) : 1
