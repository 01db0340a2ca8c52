// Where the reader is: the place in the contents, the section in the head, how far the page is read, what has been seen.

const root = document.documentElement

/** Contents with the place marked. @returns what to call when the reader has scrolled */
export function markPlace(): () => void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.toc a')]
  const targets = links.map(link => document.getElementById(decodeURIComponent(link.hash.slice(1))))
  const here = document.querySelector<HTMLElement>('.bar .here')
  const toc = document.querySelector<HTMLElement>('.toc')
  const groups = links.filter(link => link.parentElement!.classList.contains('group')).length
  const room = innerHeight - 110 - groups * 24
  const row = Math.max(6, Math.min(25, Math.floor(room / Math.max(1, links.length - groups))))
  toc?.style.setProperty('--row', `${row}px`)
  let marked = -2
  return () => {
    const line = innerHeight * 0.4
    const at = targets.findLastIndex(target => target !== null && target.getBoundingClientRect().top <= line)
    root.style.setProperty('--read', Math.min(1, scrollY / Math.max(1, root.scrollHeight - innerHeight)).toFixed(4))
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

/** What has been in view counts as seen; the landing page offers to go on from there. */
export function rememberSeen(deck: string): void {
  const key = `ri-seen:${deck}`
  const observer = new IntersectionObserver(
    entries => {
      const fresh = entries.filter(e => e.isIntersecting).map(e => Number((e.target as HTMLElement).dataset.no))
      if (!fresh.length) return
      try {
        const old = JSON.parse(localStorage.getItem(key) ?? 'null') as { slides: number[] } | null
        const slides = [...new Set([...(old?.slides ?? []), ...fresh])].sort((a, b) => a - b)
        localStorage.setItem(key, JSON.stringify({ slides, last: fresh.at(-1), at: Date.now() }))
      } catch {
        observer.disconnect() // storage is forbidden here
      }
    },
    // A section higher than the window never shows 40 % of itself: what passes the middle was read.
    { rootMargin: '-45% 0px -45% 0px' },
  )
  for (const section of document.querySelectorAll('main [data-no]')) observer.observe(section)
}
