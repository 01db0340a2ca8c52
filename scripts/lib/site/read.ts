// The walkthrough: the page of pages/read.vue as plain HTML that needs no script, with a small one for stepping, search and progress.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-chromium'
import type { Card } from '../content/card.ts'
import type { Deck } from '../deck.ts'
import { findExercises } from '../exercise/find.ts'
import type { PageJob, Site } from '../build/plan.ts'
import { escape, head, rich, schemeStyles } from './head.ts'
import { markdown } from './markdown.ts'
import { STARTERS } from './starters.ts'

/** The deck as one page, for the screen. */
export const READ_ADDRESS = '#/read'

export function readPage(deck: Deck, site: Site): PageJob {
  const output = `${deck.id}/read/index.html`,
    image = `${deck.id}/cover.png`
  return {
    name: 'walkthrough',
    part: 'read',
    deck,
    address: READ_ADDRESS,
    outputs: [output, image],
    code: [import.meta.dirname, join(site.root, 'pages'), join(site.root, 'styles'), join(deck.dir, 'exercises')],
    inputs: [
      JSON.stringify(deck.head),
      site.publicUrl ?? '',
      JSON.stringify(neighbours(deck, site)),
      site.stamp,
      JSON.stringify(site.readings.get(deck.id) ?? []),
    ],
    async run(page) {
      await leadToLeaves(page, deck.id)
      const { main, styles } = await serialise(page)
      await writeFile(site.path(output), pageOf(deck, site, main, styles))
      await writeFile(site.path(image), await coverPicture(page))
    },
  }
}

/** The deck before and after this one, in the order of their numbers. */
function neighbours(deck: Deck, site: Site): { previous?: Card; next?: Card } {
  const { cards } = site,
    at = cards.findIndex(c => c.id === deck.id)
  return { ...(cards[at - 1] ? { previous: cards[at - 1] } : {}), ...(cards[at + 1] ? { next: cards[at + 1] } : {}) }
}

/** A link to a slide leads to that slide's place on the page, or on the page of its deck: from where the walkthrough will lie. */
async function leadToLeaves(page: Page, id: string): Promise<void> {
  await page.evaluate(here => {
    for (const a of document.querySelectorAll<HTMLAnchorElement>('main#read a[data-slide]')) {
      const { deck, slide } = a.dataset
      a.setAttribute('href', deck === here ? `#s${slide}` : `../../${deck}/read/index.html#s${slide}`)
      a.classList.remove('router-link-active', 'router-link-exact-active')
    }
    for (const a of document.querySelectorAll<HTMLAnchorElement>('main#read a[data-page]'))
      a.setAttribute('href', `../../${a.dataset.page}`)
  }, id)
}

/** What the browser holds, as text: Vue's and Slidev's traces taken out, headings put in order, ids of slides kept. */
async function serialise(page: Page): Promise<{ main: string; styles: string[] }> {
  return page.evaluate(() => {
    const live = document.querySelector('main#read')!
    // How far down a sheet something stands, in its own pixels: paper cuts off what is empty below.
    for (const scaler of live.querySelectorAll<HTMLElement>('.leaf:not(.flow) .scaler')) {
      const sheet = scaler.querySelector('.print-slide-container')!.getBoundingClientRect()
      let bottom = 0
      for (const e of scaler.querySelectorAll('.slidev-layout *')) {
        if (e.closest('.ri-head, .ri-foot, .ri-tabs, .sr-only') || e.parentElement!.closest('svg')) continue
        const own =
          e.tagName === 'svg' ||
          Number.parseFloat(getComputedStyle(e).borderBottomWidth) > 0 ||
          [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent!.trim())
        if (own) bottom = Math.max(bottom, e.getBoundingClientRect().bottom - sheet.top)
      }
      scaler.style.setProperty('--ri-bottom', `${Math.min(524, Math.ceil((bottom / sheet.width) * 980))}px`)
    }
    const main = live.cloneNode(true) as HTMLElement
    // Notes count clicks, strips count frames, and the first frame needs no click: beside a strip the notes name its frames.
    for (const leaf of main.querySelectorAll('.leaf')) {
      const figures = [...leaf.querySelectorAll<HTMLElement>('.ri-figure[data-since]')],
        [figure] = figures
      if (!figure) continue
      for (const mark of leaf.querySelectorAll('.notes .frame-no')) {
        const frame = Number(mark.textContent) - Number(figure.dataset.since) + 2
        mark.textContent =
          figures.length === 1 && frame > 1 && frame <= Number(figure.dataset.frames) ? String(frame) : '•'
      }
    }
    for (const h of main.querySelectorAll('.slidev-layout h1')) {
      const h2 = document.createElement('h2')
      h2.innerHTML = h.innerHTML
      h2.className = `as-h1 ${h.className}`.trim()
      h.replaceWith(h2)
    }
    // On a page nothing is live, and the caption under the slide is said once, in the strip.
    for (const e of main.querySelectorAll('[aria-live]')) e.removeAttribute('aria-live')
    for (const e of main.querySelectorAll(
      '.ri-tabs, .scale-hit, .live-button, #mermaid-rendering-container, #twoslash-container',
    ))
      e.remove()
    for (const e of main.querySelectorAll<HTMLElement>('.slidev-page')) {
      e.removeAttribute('lang')
      e.style.removeProperty('user-select')
    }
    for (const full of main.querySelectorAll<HTMLElement>('.frame-full')) {
      const template = document.createElement('template')
      template.className = 'frame-full'
      template.innerHTML = full.innerHTML
      full.replaceWith(template)
    }
    const styles = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')]
      .map(l => new URL(l.href).pathname)
      .map(p => p.slice(p.indexOf('/assets/') + 1))
    // `v-if` leaves comments behind; they say nothing to a reader.
    return {
      main: main.outerHTML
        .replaceAll('<!---->', '')
        .replaceAll('<!--[-->', '')
        .replaceAll('<!--]-->', '')
        .replaceAll('<!--teleport start-->', '')
        .replaceAll('<!--teleport end-->', '')
        .replaceAll('<!--v-if-->', ''),
      styles,
    }
  })
}

/** In the page a link to a place of the course leads to the text of that slide, not to the deck. Pure. */
const toText = (html: string, here: string): string =>
  html
    .replaceAll(
      /(<a class="ri-place" href=")[^"]*("[^>]*? data-deck="([^"]+)" data-slide="(\d+)")/g,
      (_, open: string, rest: string, deck: string, slide: string) =>
        `${open}${deck === here ? '' : `../../${deck}/read/index.html`}#s${slide}${rest}`,
    )
    .replaceAll(
      /(<a class="ri-place" href=")[^"]*("[^>]*? data-page="([^"]+)")/g,
      (_, open: string, rest: string, page: string) => `${open}../../${page}${rest}`,
    )

/** Puts what only readers get before each slide's filmstrip: it is no part of the deck that the page is made from. */
export const withReadings = (main: string, readings: readonly string[]): string =>
  main.replaceAll(/<div id="film-(\d+)"/g, (film, no: string) => (readings[Number(no) - 1] ?? '') + film)

/** The cover as it is printed, for cards of links. */
async function coverPicture(page: Page): Promise<Buffer> {
  await page.addStyleTag({ content: '.leaf-cover { display: block !important; }' })
  await page.setViewportSize({ width: 1200, height: 720 })
  return page.locator('.leaf-cover .scaler').screenshot({ type: 'png' })
}

function pageOf(deck: Deck, site: Site, main: string, styles: readonly string[]): string {
  const { previous, next } = neighbours(deck, site)
  const cardLink = (label: string, c?: Card) =>
    c
      ? `<a href="../../${c.id}/read/index.html"><i>${label}</i><b>${String(c.mechanism).padStart(2, '0')}</b> ${escape(c.title)}</a>`
      : '<span></span>'
  return `<!doctype html>
<html lang="en" class="ri-reading">
<head>
${head({ title: `${deck.head.title} · Rust internals`, description: deck.head.summary, toRoot: '../../', path: `${deck.id}/read/`, publicUrl: site.publicUrl, image: `${deck.id}/cover.png`, stamp: site.stamp })}
${styles.map(s => `<link rel="stylesheet" href="../../${s}">`).join('\n')}
<style>${schemeStyles()}</style>
<script type="module" src="../../site/read.js"></script>
<script type="module" src="../../site/offline.js"></script>
</head>
<body>
<a class="skip" href="#read">Skip to the text</a>
<header class="bar" data-pagefind-ignore><a href="../../index.html">Rust internals</a><a href="../index.html">Present</a><a href="../../pdf/${deck.id}-slides.pdf">Slides, PDF</a><a href="../../pdf/${deck.id}-handout.pdf">Handout, PDF</a><span class="tools"></span></header>
${withReadings(
  main,
  (site.readings.get(deck.id) ?? []).map(html => toText(html, deck.id)),
).replace('</main>', () => `${exercises(deck, site)}</main>`)}
<nav class="between" aria-label="Other mechanisms" data-pagefind-ignore>${cardLink('before', previous)}${cardLink('next', next)}</nav>
<footer class="stamp" data-pagefind-ignore>${escape(site.stamp)}</footer>
</body>
</html>
`
}

/** Task, hints in steps and the idea of the solution, for the reader who works alone. */
export function exercises(deck: Deck, site: Site): string {
  const own = findExercises(site.root, [deck.id]).exercises
  if (!own.length) return ''
  return `<section class="tasks" id="exercises" aria-labelledby="exercises-title"><h2 id="exercises-title">The exercises in full</h2><p class="all">All starters of the course: <a href="../../${STARTERS}">one zip</a>. With the repository, the command under each title copies it.</p>${own.map(e => `<article class="task" id="exercise-${e.name}"><h3><code>${escape(e.name)}</code> ${rich(e.text.title)}</h3><p class="plate">${e.text.level}, ${e.text.minutes} minutes, <code>npm run exercise -- ${escape(e.id)}</code></p>${markdown(e.text.task)}${e.text.hints.map((h, i) => `<details><summary>Hint ${i + 1}</summary>${markdown(h)}</details>`).join('')}${e.text.idea ? `<details><summary>Idea of the solution</summary>${markdown(e.text.idea)}</details>` : ''}</article>`).join('')}</section>`
}
