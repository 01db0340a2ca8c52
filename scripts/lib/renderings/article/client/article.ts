// What an article can do beyond being read. Without it every frame stands in the text, every answer folds, and every link leads where it says.
import { copyButtons } from '../../../site/client/copy.ts'
import { schemeButton } from '../../../site/client/scheme.ts'
import { followText } from './follow.ts'
import { unfold } from './frames.ts'
import { printWhole } from './paper.ts'
import { contentsButton, markPlace, rememberSeen } from './place.ts'
import { comparePredictions } from './predictions.ts'
import { playQuiz } from './quiz.ts'
import { takeFigures } from './take.ts'
import { defineTerms } from './terms.ts'

const menu = contentsButton()
document.querySelector('.bar-tools')?.append(...(menu ? [menu] : []), schemeButton())
const deck = document.querySelector<HTMLElement>('main#read')?.dataset.deck
const scrolled = [followText(), markPlace(), ...(deck ? [rememberSeen(deck)] : [])]
let waiting = false
function later(): void {
  if (waiting) return
  waiting = true
  requestAnimationFrame(() => {
    waiting = false
    for (const act of scrolled) act()
  })
}
addEventListener('scroll', later, { passive: true })
addEventListener('resize', later)
later()

// What stands beside the text stays there while it is read, unless it is higher than the window.
function fit(): void {
  const room = innerHeight - 70
  const pins = [...document.querySelectorAll<HTMLElement>('.pin')].map(pin => ({ pin, high: pin.offsetHeight > room }))
  for (const { pin, high } of pins) pin.classList.toggle('high', high)
}
fit()
addEventListener('resize', fit)
void document.fonts.ready.then(fit)

/** A listing without its numbers, labels and message. */
function listingOf(button: HTMLElement): string {
  const plate = button.closest('.plate')!
  const lines = [...plate.querySelectorAll('.code-line')].map(line => line.textContent!.trimEnd())
  return lines.length ? lines.join('\n') : (plate.querySelector('pre')?.textContent ?? '')
}

/** A listing's button stands behind who vouches for it, or at the right of a file's name. */
function addCopying(part: ParentNode): void {
  for (const place of part.querySelectorAll('.plate-foot > .vouch, .plate.file > .plate-head > .file')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'copy'
    button.hidden = true
    button.textContent = 'copy'
    place.after(button)
  }
  copyButtons(part, listingOf)
}

/** What a script adds to a part of the page. */
function dress(part: ParentNode): void {
  defineTerms(part)
  takeFigures(part)
  addCopying(part)
}
// Before what reads an answer when it is opened.
for (const fold of document.querySelectorAll<HTMLDetailsElement>('details:has(> noscript.folded)'))
  fold.addEventListener('toggle', () => {
    const opened = fold.open && unfold(fold)
    if (opened) dress(opened)
  })
// Each in a task of its own, so that a phone answers in between.
const parts = [comparePredictions, () => playQuiz(dress), () => dress(document), printWhole]
for (const part of parts) setTimeout(part)
