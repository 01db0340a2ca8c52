// Search, progress and keeping on the landing page. Everything else works without this script.
import { keepButtons } from './keep.ts'

interface Hit {
  url: string
  /** `kind` of the pages besides the walkthroughs: `program`, `error`, `term`, `claims`, `index`. */
  meta: { title?: string; mechanism?: string; deck?: string; kind?: string }
  excerpt: string
  sub_results: { title: string; url: string; excerpt: string }[]
}
interface Pagefind {
  debouncedSearch(q: string): Promise<{ results: { data(): Promise<Hit> }[] } | null>
}

const find = document.querySelector<HTMLElement>('.find')!
const input = document.querySelector<HTMLInputElement>('#q')!
const results = document.querySelector<HTMLElement>('.results')!
let pagefind: Promise<Pagefind> | undefined

find.hidden = false
const load = (): Promise<Pagefind> =>
  (pagefind ??= import(new URL('../pagefind/pagefind.js', import.meta.url).href) as Promise<Pagefind>)
input.addEventListener('focus', () => void load(), { once: true })
find.querySelector('form')!.addEventListener('submit', e => e.preventDefault())
input.addEventListener('input', () => void search(input.value.trim()))

const element = (tag: string, html: string): HTMLElement =>
  Object.assign(document.createElement(tag), { innerHTML: html })
const text = (s: string): string => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** What the search calls the pages besides the walkthroughs, in the order in which they are listed. */
const KINDS: readonly (readonly [kind: string, name: string])[] = [
  ['term', 'Terms'],
  ['error', 'Error codes'],
  ['program', 'Programs'],
  ['claims', 'Claims'],
  ['index', 'Lists'],
]
const MOST = { walkthroughs: 11, other: 6 }

/** One group for each kind of page, of those that were found. */
function otherGroups(hits: readonly Hit[]): HTMLElement[] {
  return KINDS.flatMap(([kind, name]) => {
    const links = hits.filter(hit => hit.meta.kind === kind).flatMap(kind === 'program' ? pageLink : sectionLinks)
    const list = links
      .slice(0, MOST.other)
      .map(({ url, title, excerpt }) => `<li><a href="${url}">${text(title)}</a><br>${excerpt}</li>`)
    return list.length ? [element('section', `<h3>${name}</h3><ul>${list.join('')}</ul>`)] : []
  })
}
type Found = Hit['sub_results'][number]
const pageLink = ({ url, meta, excerpt }: Hit): Found[] => [{ url, excerpt, title: nameOf(meta) }]
const sectionLinks = (hit: Hit): Found[] =>
  /error|index/.test(hit.meta.kind!) ? pageLink(hit) : hit.sub_results.filter(s => s.url.includes('#'))
/** A page's title without that of the course. */
const nameOf = (meta: Hit['meta']): string => (meta.title ?? '').replace(/ · [^·]*$/, '')

/** Results grouped by mechanism; each leads to its section in the walkthrough and to its slide. Other pages follow by their kinds. */
async function search(q: string): Promise<void> {
  if (q.length < 2) {
    results.replaceChildren()
    return
  }
  const found = await (await load()).debouncedSearch(q)
  if (!found) return
  const hits = await Promise.all(found.results.slice(0, 40).map(r => r.data()))
  const walkthroughs = hits.filter(hit => !hit.meta.kind).slice(0, MOST.walkthroughs)
  const groups = walkthroughs.map(hit => {
    const list = hit.sub_results.slice(0, 5).map(s => {
      const no = /#s(\d+)$/.exec(s.url)?.[1],
        deck = s.url.replace(/read\/.*$/, '')
      return `<li><a href="${s.url}">${text(s.title)}</a>${no ? `<a class="to" href="${deck}index.html#/${no}">slide ${no}</a>` : ''}<br>${s.excerpt}</li>`
    })
    return element('section', `<h3>${text(hit.meta.title ?? '')}</h3><ul>${list.join('')}</ul>`)
  })
  groups.push(...otherGroups(hits))
  results.replaceChildren(...(groups.length ? groups : [element('p', `Nothing found for ${text(q)}.`)]))
}

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
