// On a walkthrough: choose a frame of a strip to see it large, and remember how far this browser has read.
for (const strip of document.querySelectorAll<HTMLElement>('.filmstrip')) {
  const leaf = strip.closest<HTMLElement>('.leaf'),
    plots = leaf ? [...leaf.querySelectorAll<HTMLElement>('.fig-plot')] : []
  const strips = leaf ? [...leaf.querySelectorAll('.filmstrip')] : []
  const plot = plots[strips.indexOf(strip)]
  if (!plot) continue
  const items = [...strip.querySelectorAll<HTMLElement>(':scope > li')]
  const caption = plot.parentElement?.querySelector<HTMLElement>('.fig-cap')
  const show = (n: number, scroll: boolean): void => {
    const full = items[n]?.querySelector<HTMLTemplateElement>('template.frame-full')
    if (!full) return
    plot.replaceChildren(full.content.cloneNode(true))
    if (caption) {
      caption.replaceChildren(...[...items[n]!.querySelector('p')!.cloneNode(true).childNodes].slice(1))
      caption.setAttribute('aria-live', 'polite')
    }
    items.forEach((item, i) => {
      item.classList.toggle('on', i === n)
      item.querySelector('button')?.setAttribute('aria-pressed', String(i === n))
    })
    if (scroll && plot.getBoundingClientRect().top < 0)
      plot.scrollIntoView({
        block: 'center',
        behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
      })
  }
  items.forEach((item, n) => {
    const svg = item.querySelector(':scope > svg')
    if (!svg) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'frame-pick'
    button.setAttribute('aria-label', `Show frame ${n + 1} large`)
    // Over the drawing, not round it: the words in the drawing are no part of the button's name.
    const cell = document.createElement('div')
    cell.className = 'frame-cell'
    svg.replaceWith(cell)
    cell.append(svg, button)
    button.addEventListener('click', () => show(n, true))
    button.addEventListener('keydown', e => {
      const to = { ArrowRight: n + 1, ArrowLeft: n - 1, Home: 0, End: items.length - 1 }[e.key]
      if (to === undefined || !items[to]) return
      e.preventDefault()
      items[to].querySelector('button')?.focus()
      show(to, false)
    })
  })
}

// The programs of a set stand below one another; here they become switches, and a verdict is seen when its program is.
const SEEN: Record<string, string> = { error: '×', compiles: '✓', runs: '✓' }
for (const set of document.querySelectorAll<HTMLElement>('.whatif-set')) {
  const programs = [...set.querySelectorAll<HTMLElement>('.whatif-one')]
  const group = document.createElement('div')
  group.className = 'whatif-switch'
  group.setAttribute('role', 'radiogroup')
  group.setAttribute('aria-label', set.getAttribute('aria-label') ?? '')
  const switches = programs.map(program => {
    const button = document.createElement('button')
    button.type = 'button'
    button.setAttribute('role', 'radio')
    button.append(program.dataset.label ?? '', ' ', Object.assign(document.createElement('span'), { textContent: '◌' }))
    return button
  })
  const show = (n: number): void => {
    programs.forEach((program, i) => {
      program.hidden = i !== n
      switches[i]!.setAttribute('aria-checked', String(i === n))
      switches[i]!.tabIndex = i === n ? 0 : -1
    })
    switches[n]!.querySelector('span')!.textContent = SEEN[programs[n]!.dataset.kind ?? ''] ?? '!'
  }
  switches.forEach((button, n) => {
    button.addEventListener('click', () => show(n))
    button.addEventListener('keydown', e => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key]
      if (by === undefined) return
      e.preventDefault()
      const to = (n + by + switches.length) % switches.length
      show(to)
      switches[to]!.focus()
    })
  })
  group.append(...switches)
  set.querySelector('.whatif-question')!.after(group)
  set.classList.add('switched')
  show(0)
}

// What has been in view counts as seen; the landing page offers to go on from there.
const main = document.querySelector<HTMLElement>('main#read'),
  deck = main?.dataset.deck
if (deck) {
  const key = `ri-seen:${deck}`
  const observer = new IntersectionObserver(
    entries => {
      try {
        const old = JSON.parse(localStorage.getItem(key) ?? 'null') as { slides: number[] } | null
        const slides = new Set(old?.slides ?? [])
        let last = 0
        for (const e of entries)
          if (e.isIntersecting) {
            last = Number((e.target as HTMLElement).dataset.no)
            slides.add(last)
          }
        if (last)
          localStorage.setItem(key, JSON.stringify({ slides: [...slides].sort((a, b) => a - b), last, at: Date.now() }))
      } catch {
        observer.disconnect() /* storage is forbidden here */
      }
    },
    { threshold: 0.4 },
  )
  for (const leaf of document.querySelectorAll('.leaf')) observer.observe(leaf)
}
export {}
