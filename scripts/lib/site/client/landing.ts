// Progress and keeping on the landing page; its search is search.ts. Everything else works without this script.
import { keepButtons } from './keep.ts'
import { type Asked, forgetAll, quizOf, type Seen, seenOf } from './seen.ts'

const two = (n: number): string => String(n).padStart(2, '0')
const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  text: string,
  more: Partial<HTMLElementTagNameMap[K]> = {},
): HTMLElementTagNameMap[K] => Object.assign(document.createElement(tag), { textContent: text }, more)

/** The questions of a card: `id hash`, with commas between. */
const questionsOf = (card: HTMLElement): Asked[] =>
  (card.dataset.quiz ?? '')
    .split(',')
    .filter(Boolean)
    .map(pair => {
      const [id = '', hash = ''] = pair.split(' ')
      return { id, hash }
    })

/** What was seen and answered, on each card and in all, with a link to the place that was read last and a switch to forget. */
function progress(): void {
  const sum = { seen: 0, slides: 0, answered: 0, right: 0, questions: 0 }
  let latest: { card: HTMLElement; seen: Seen } | null = null
  for (const card of document.querySelectorAll<HTMLElement>('.card')) {
    const deck = card.dataset.deck!,
      slides = Number(card.dataset.slides),
      seen = seenOf(deck),
      questions = questionsOf(card),
      quiz = quizOf(deck, questions),
      // An edition may have fewer slides than the one that was read.
      count = seen?.slides.filter(no => no <= slides).length ?? 0
    sum.seen += count
    sum.slides += slides
    sum.answered += quiz.answered
    sum.right += quiz.right
    sum.questions += questions.length
    const out = card.querySelector<HTMLElement>('.seen')!
    const parts = [
      count === slides ? 'all seen' : count ? `${count} of ${slides} seen` : '',
      quiz.answered ? `${quiz.right} of ${questions.length} right` : '',
    ].filter(Boolean)
    out.textContent = parts.join(', ')
    card.style.setProperty('--seen', String(count / slides))
    if (seen && (!latest || seen.at > latest.seen.at)) latest = { card, seen }
  }
  const resume = document.querySelector<HTMLElement>('.resume')!
  const start = document.querySelector<HTMLElement>('.start')!
  resume.hidden = !latest
  start.hidden = !!latest
  if (!latest) return
  const { card, seen } = latest,
    deck = card.dataset.deck!,
    title = `${two(Number(card.dataset.no))} ${card.querySelector('h2')!.textContent}`
  const link =
    seen.how === 'text'
      ? element('a', `Continue reading ${title}`, { href: `${deck}/read/index.html#s${seen.last}` })
      : element('a', `Continue with ${title}, slide ${seen.last}`, { href: `${deck}/index.html#/${seen.last}` })
  const answered = sum.answered
    ? `, ${sum.answered} of ${sum.questions} questions answered, ${sum.right} of them right`
    : ''
  const all = element('span', `${sum.seen} of ${sum.slides} slides seen${answered}`)
  const forget = element('button', 'Forget my progress', { type: 'button' })
  forget.addEventListener('click', () => {
    forgetAll()
    progress()
    document.querySelector<HTMLElement>('.start a')?.focus()
  })
  resume.replaceChildren(link, all, forget)
}
progress()
// Back from a page, which the browser may have kept as it was; and a page in another tab.
addEventListener('pageshow', progress)
addEventListener('storage', progress)

// Earlier editions have no such part: what is kept on a device is the current one.
const keep = document.querySelector<HTMLElement>('.keep')
if (keep) keepButtons(keep)
