// Where the reader is: the place in the contents, the section in the head, how far the page is read, what has been read.
import { addSeen, remember, seenOf } from '../../../site/client/seen.ts'

const root = document.documentElement

/** Contents with the place marked. @returns what to call when the reader has scrolled */
export function markPlace(): () => void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.toc a')]
  const targets = links.map(link => document.getElementById(decodeURIComponent(link.hash.slice(1))))
  const here = document.querySelector<HTMLElement>('.bar .here')
  const rule = document.querySelector<HTMLElement>('.bar .progress')
  const toc = document.querySelector<HTMLElement>('.toc')
  const groups = links.filter(link => link.parentElement!.classList.contains('group')).length
  const room = innerHeight - 110 - groups * 24
  const row = Math.max(6, Math.min(25, Math.floor(room / Math.max(1, links.length - groups))))
  toc?.style.setProperty('--row', `${row}px`)
  let marked = -2
  return () => {
    const line = innerHeight * 0.4
    const at = targets.findLastIndex(target => target !== null && target.getBoundingClientRect().top <= line)
    // On the rule alone: a property of the root would have the style of the whole page computed anew with each turn of the wheel.
    const read = Math.min(1, scrollY / Math.max(1, root.scrollHeight - innerHeight))
    if (rule) rule.style.transform = `scaleX(${read.toFixed(4)})`
    if (at === marked) return
    marked = at
    links.forEach((link, i) => {
      link.classList.toggle('past', i < at)
      if (i === at) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    })
    if (here) here.textContent = at < 0 ? '' : nameOf(links[at]!)
  }
}

/** Section and claim: `The graph: Moves are tracked field by field`. */
function nameOf(link: HTMLAnchorElement): string {
  const group = link.closest('.group')!.querySelector('a')!
  const words = (a: HTMLAnchorElement): string => a.querySelector('span')?.textContent ?? ''
  return link === group ? words(group) : `${words(group)}: ${words(link)}`
}

/** The contents open from a button where they do not stand beside the text. */
export function contentsButton(): HTMLButtonElement | null {
  const toc = document.querySelector<HTMLElement>('.toc')
  if (!toc) return null
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'menu'
  button.textContent = 'contents'
  button.setAttribute('aria-expanded', 'false')
  button.setAttribute('aria-controls', toc.id)
  const open = (on: boolean): void => {
    toc.classList.toggle('open', on)
    button.setAttribute('aria-expanded', String(on))
  }
  button.addEventListener('click', () => open(!toc.classList.contains('open')))
  toc.addEventListener('click', e => {
    if ((e.target as Element).closest('a')) open(false)
  })
  addEventListener('keydown', e => {
    if (e.key !== 'Escape' || !toc.classList.contains('open')) return
    open(false)
    button.focus()
  })
  return button
}

/** For so long, in milliseconds, the end of a section is in view before it counts as read: who jumps over it has not read it. */
const READ = 700

/** A section is seen when it was read to its end; the landing page offers to go on where the reader was. @returns what to call when the reader has scrolled */
export function rememberSeen(deck: string): () => void {
  const sections = [...document.querySelectorAll<HTMLElement>('main [data-no]')]
  const no = (section: HTMLElement): number => Number(section.dataset.no)
  const links = new Map([...document.querySelectorAll<HTMLAnchorElement>('.toc a')].map(link => [link.hash, link]))
  const seen = new Set(seenOf(deck)?.slides)
  const mark = (section: HTMLElement): void => {
    const link = links.get(`#${section.getAttribute('aria-labelledby')}`)
    if (!link) return
    link.classList.add('seen')
    link.setAttribute('aria-label', `${nameOf(link)}, read`)
  }
  for (const section of sections) if (seen.has(no(section))) mark(section)

  const since = new Map<HTMLElement, number>()
  let last = 0,
    timer = 0
  const look = (): void => {
    const now = performance.now(),
      line = innerHeight * 0.4,
      boxes = sections.map(section => section.getBoundingClientRect())
    const at = boxes.findLastIndex(box => box.height > 0 && box.top <= line)
    if (at >= 0 && no(sections[at]!) !== last) {
      last = no(sections[at]!)
      remember(deck, last, 'text', false)
    }
    const fresh: HTMLElement[] = []
    sections.forEach((section, i) => {
      const { bottom, height } = boxes[i]!
      if (seen.has(no(section)) || !height || bottom <= 0 || bottom > innerHeight + 2) since.delete(section)
      else if (now - (since.get(section) ?? now) >= READ) fresh.push(section)
      else if (!since.has(section)) since.set(section, now)
    })
    if (fresh.length) {
      for (const section of fresh) {
        seen.add(no(section))
        since.delete(section)
        mark(section)
      }
      addSeen(deck, fresh.map(no))
    }
    clearTimeout(timer)
    if (since.size) timer = window.setTimeout(look, READ + 50)
  }
  return look
}
