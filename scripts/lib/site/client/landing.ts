// Progress and keeping on the landing page; its search is search.ts. Everything else works without this script.
import { keepButtons } from './keep.ts'

const element = (tag: string, html: string): HTMLElement =>
  Object.assign(document.createElement(tag), { innerHTML: html })
const text = (s: string): string => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

// ---------- progress: slides seen and quiz results of this browser ----------
interface Seen {
  slides: number[]
  last: number
  at: number
}
const seenOf = (deck: string): Seen | null => {
  try {
    return JSON.parse(localStorage.getItem(`ri-seen:${deck}`) ?? 'null') as Seen | null
  } catch {
    return null
  }
}
const quizOf = (deck: string): { answered: number; right: number } => {
  let answered = 0,
    right = 0
  for (let i = 0; i < localStorage.length; i++) {
    const key = localStorage.key(i)!
    if (!key.startsWith(`ri-quiz:${deck}:`)) continue
    answered++
    try {
      if ((JSON.parse(localStorage.getItem(key)!) as { right?: boolean }).right) right++
    } catch {
      answered--
    }
  }
  return { answered, right }
}
function progress(): void {
  let latest: { deck: string; seen: Seen; title: string } | null = null
  for (const card of document.querySelectorAll<HTMLElement>('.card')) {
    const deck = card.dataset.deck!,
      seen = seenOf(deck),
      quiz = quizOf(deck),
      out = card.querySelector<HTMLElement>('.seen')!
    const parts = [
      seen ? `${seen.slides.length} of ${card.dataset.slides} seen` : '',
      quiz.answered ? `quiz ${quiz.right} of ${quiz.answered}` : '',
    ].filter(Boolean)
    out.hidden = !parts.length
    out.textContent = parts.join(', ')
    if (seen && (!latest || seen.at > latest.seen.at))
      latest = { deck, seen, title: card.querySelector('h2')!.textContent ?? '' }
  }
  const resume = document.querySelector<HTMLElement>('.resume')!
  resume.hidden = !latest
  if (!latest) return
  const link = element('a', `Continue with ${text(latest.title)}, slide ${latest.seen.last}`)
  link.setAttribute('href', `${latest.deck}/index.html#/${latest.seen.last}`)
  const reset = element('button', 'Forget my progress')
  reset.addEventListener('click', () => {
    for (const key of Object.keys(localStorage)) if (/^ri-(seen|quiz):/.test(key)) localStorage.removeItem(key)
    progress()
  })
  resume.replaceChildren(link, reset)
}
try {
  progress()
} catch {
  /* storage is forbidden here: there is no progress to show */
}

keepButtons(document.querySelector<HTMLElement>('.keep')!)
