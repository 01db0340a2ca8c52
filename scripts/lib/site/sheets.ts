// The deck as sheets with its notes below them: the page of pages/read.vue as plain HTML, from which handouts are printed.
// The page is not published: who reads on a screen reads the article.
import type { Page } from 'playwright-chromium'
import type { Deck } from '../deck.ts'
import { findExercises } from '../exercise/find.ts'
import { isAddress, isExternal, parseAddress } from '../sources/address.ts'
import { externalHref } from '../sources/href.ts'
import { escape, head, rich, schemeStyles } from './head.ts'
import { markdown } from './markdown.ts'
import { STARTERS } from './starters.ts'

/** The deck as one page, for the screen. */
export const READ_ADDRESS = '#/read'

/** What of the site the sheets need. */
interface Surroundings {
  root: string
  publicUrl: string | null
  stamp: string
  readings: ReadonlyMap<string, readonly string[]>
}

/** The sheets as one page, from the deck's page that the browser holds. Its links are those of `<deck>/read/index.html`. */
export async function sheetsHtml(page: Page, deck: Deck, site: Surroundings): Promise<string> {
  await leadToLeaves(page, deck.id)
  const { main, styles } = await serialise(page)
  return pageOf(deck, site, main, styles)
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

function pageOf(deck: Deck, site: Surroundings, main: string, styles: readonly string[]): string {
  const text = withReadings(
    main,
    (site.readings.get(deck.id) ?? []).map(html => toText(html, deck.id)),
  ).replace('</main>', () => `${exercises(deck, site)}</main>`)
  return `<!doctype html>
<html lang="en" class="ri-reading">
<head>
${head({ title: `${deck.head.title} · Rust internals`, description: deck.head.summary, toRoot: '../../', path: `${deck.id}/read/`, publicUrl: site.publicUrl, image: `${deck.id}/cover.png`, stamp: site.stamp })}
${styles.map(s => `<link rel="stylesheet" href="../../${s}">`).join('\n')}
<style>${schemeStyles()}</style>
</head>
<body>
<a class="skip" href="#read">Skip to the text</a>
${text}
</body>
</html>
`
}

/** Addresses of evidence lead to their sources; a link inside the course is its words, for paper turns to no page. */
const ledOut = (html: string): string =>
  html.replaceAll(/<a href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g, (tag, href: string, words: string) => {
    const written = decodeURIComponent(href.replaceAll('&amp;', '&'))
    if (!isAddress(written)) return tag
    const address = parseAddress(written)
    const to = isExternal(address.kind) ? externalHref(address, null) : null
    return to ? `<a href="${escape(to)}">${words}</a>` : words
  })

/** Task, hints in steps and the idea of the solution, for the reader who works alone. */
function exercises(deck: Deck, site: Surroundings): string {
  const own = findExercises(site.root, [deck.id]).exercises
  if (!own.length) return ''
  const tasks = own.map(e => {
    const text = (source: string): string => ledOut(markdown(source))
    const folded = (title: string, source: string): string =>
      `<details><summary>${title}</summary>${text(source)}</details>`
    const hints = e.text.hints.map((hint, i) => folded(`Hint ${i + 1}`, hint)).join('')
    return `<article class="task" id="exercise-${e.name}"><h3><code>${escape(e.name)}</code> ${rich(e.text.title)}</h3><p class="plate">${e.text.level}, ${e.text.minutes} minutes, <code>npm run exercise -- ${escape(e.id)}</code></p>${text(e.text.task)}${hints}${e.text.idea ? folded('Idea of the solution', e.text.idea) : ''}</article>`
  })
  return `<section class="tasks" id="exercises" aria-labelledby="exercises-title"><h2 id="exercises-title">The exercises in full</h2><p class="all">All starters of the course: <a href="../../${STARTERS}">one zip</a>. With the repository, the command under each title copies it.</p>${tasks.join('')}</section>`
}
