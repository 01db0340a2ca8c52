// Wide witnesses: what is walked through in browsers that `npm test` does not need. Each walk sees what the gate of its name sees in Chromium, on fewer pages.
import { setTimeout as sleep } from 'node:timers/promises'
import axe from 'axe-core'
import type { Deck } from '../deck.ts'
import { serve } from '../serve.ts'
import { sampleOf } from './accessGate.ts'
import { AXE_OPTIONS, type Hands, keyboardWalk, tooWide, type Violation, violationProblems } from './accessWalk.ts'
import { type Driver, until } from './browsers.ts'
import { measureFit, type Misfit } from './fit.ts'
import { hostWith } from './host.ts'
import { samplePages } from './samplePages.ts'

export interface Site {
  /** The folder of the built site. */
  dist: string
  decks: readonly Deck[]
}

export interface Walked {
  checked: number
  problems: string[]
}

/** A page in a browser, by functions that run inside it and close over nothing. */
const run = <A extends readonly unknown[], T>(browser: Driver, inside: (...args: A) => T, ...args: A): Promise<T> =>
  browser.ask(`(${inside})(${args.map(arg => JSON.stringify(arg)).join(', ')})`) as Promise<T>
const hands = (browser: Driver): Hands => ({ press: key => browser.press(key), run: inside => run(browser, inside) })

const shows = (selector: string): boolean =>
  [...document.querySelectorAll(selector)].some(e => e.getBoundingClientRect().width > 0)
const untilShown = (browser: Driver, what: string, selector: string, limit?: number): Promise<void> =>
  until(what, () => run(browser, shows, selector), limit)

/** Whether slide and clicks stand as they were asked for. */
function stands(no: number, clicks: number): boolean {
  const { nav } = (window as unknown as { __slidev__: { nav: { currentSlideNo: number; clicks: number } } }).__slidev__
  const page = [...document.querySelectorAll(`.slidev-page-${no}`)].find(e => e.getBoundingClientRect().width > 0)
  return (
    nav.currentSlideNo === no &&
    nav.clicks === clicks &&
    Boolean(page?.querySelector('.slidev-layout')) &&
    !document.querySelector('.slidev-slide-loading')
  )
}
const go = (no: number, clicks: number): boolean => {
  const { nav } = (window as unknown as { __slidev__: { nav: { go(no: number, clicks: number): unknown } } }).__slidev__
  void nav.go(no, clicks)
  return true
}
const clicksTotal = (): number =>
  (window as unknown as { __slidev__: { nav: { clicksTotal: number } } }).__slidev__.nav.clicksTotal
/** What moves comes to its end first; nothing moves for longer than this. */
const STILL = 450

async function showSlide(browser: Driver, no: number, clicks = 0): Promise<void> {
  await run(browser, go, no, clicks)
  await until(`slide ${no} after ${clicks} clicks`, () => run(browser, stands, no, clicks))
  await sleep(STILL)
}
async function openDeck(browser: Driver, address: string): Promise<void> {
  await browser.open(`${address}#/1`)
  await until(`the first slide of ${address}`, () => run(browser, stands, 1, 0))
}

/** What the console has said since the walk began. */
function listen(browser: Driver): () => string[] {
  const before = browser.said()?.length ?? 0
  return () => (browser.said() ?? []).slice(before).map(line => `the console says: ${line.slice(0, 200)}`)
}

/** Each figure of an article that is seen, as the share of the column that its drawing fills. */
const filled = (): [string, number][] =>
  [...document.querySelectorAll('.stage .plot.full')]
    .filter(e => e.getClientRects().length)
    .map(e => [
      e.closest('section')!.querySelector('h3')!.id,
      e.querySelector('svg')!.getBoundingClientRect().width / e.getBoundingClientRect().width,
    ])

/** Where the buttons of a figure's scale begin, in the order of the keyboard. */
const buttonsOf = (selector: string): number[] =>
  [...document.querySelectorAll(`${selector} button`)]
    .filter(e => e.getClientRects().length)
    .map(e => e.getBoundingClientRect().left)
const fades = (): boolean => {
  const probe = document.createElement('i')
  probe.className = 'slidev-vclick-target'
  document.body.append(probe)
  const { transitionDuration } = getComputedStyle(probe)
  probe.remove()
  return transitionDuration !== '0s'
}

/** A first visit, figures of every article, and a slide that steps by a key. */
async function articles(browser: Driver, { dist, decks }: Site): Promise<Walked> {
  const problems: string[] = [],
    said = listen(browser),
    server = await serve(dist)
  let checked = 0
  try {
    // The first visit: the worker comes, and no edition can be newer than the one that is being read.
    await browser.size(1440, 900)
    await browser.open(`${server.url}${decks[0]!.id}/read/index.html`)
    await until('a worker that answers', () => browser.ask('!!navigator.serviceWorker.controller'))
    await sleep(3_000)
    checked++
    if (await run(browser, shows, '.update'))
      problems.push(`${decks[0]!.id}/read/: a first visit announces a newer edition, and there is none`)
    for (const { id: deck } of decks) {
      await browser.open(`${server.url}${deck}/read/index.html`)
      const shares = await run(browser, filled)
      if (!shares.length) problems.push(`${deck}/read/: has no figure`)
      checked += shares.length
      for (const [id, share] of shares)
        if (Math.abs(share - 1) > 0.01)
          problems.push(`${deck}/read/#${id}: the figure fills ${Math.round(share * 100)} % of its column`)
    }
    const stepping = decks.find(d => d.slides.some(s => s.layout === 'figure'))
    const no = stepping?.slides.find(s => s.layout === 'figure')!.no
    if (stepping) {
      await browser.open(`${server.url}${stepping.id}/index.html#/${no}`)
      // The load event comes before the first slide.
      await untilShown(browser, `slide ${no} of ${stepping.id}`, `.slidev-page-${no} .ri-figure`)
      await browser.press('ArrowRight')
      await untilShown(browser, 'the next frame', `.slidev-page-${no} .ri-figure[data-step="1"]`)
      checked++
      const lefts = await run(browser, buttonsOf, `.slidev-page-${no} .scale-hit`)
      checked++
      if (!lefts.length || lefts.some((left, i) => i > 0 && left < lefts[i - 1]!))
        problems.push(
          `${stepping.id}, slide ${no}: the keyboard goes through the figure's buttons in another order than they stand`,
        )
      if (await run(browser, fades))
        problems.push(`${stepping.id}: what a click reveals fades, which leaves text soft in WebKitGTK`)
    }
  } finally {
    await server.close()
  }
  return { checked, problems: [...problems, ...said()] }
}

interface Axe {
  run(within: Element, options: object): Promise<{ violations: Violation[] }>
}
/** Axe's own word on a page, or on the part of it that is shown under a selector. */
const violationsIn = async (selector: string, options: object): Promise<Violation[]> => {
  const within = [...document.querySelectorAll(selector)].find(e => e.getBoundingClientRect().width > 0)
  const { violations } = await (window as unknown as { axe: Axe }).axe.run(within!, options)
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.slice(0, 3).map(({ target }) => ({ target: [String(target[0])] })),
  }))
}
async function axeProblems(browser: Driver, file: string, where: string, within = 'html'): Promise<string[]> {
  const asked = [within, { ...AXE_OPTIONS, iframes: false }].map(arg => JSON.stringify(arg)).join(', ')
  // In one expression: a page that is replaced in between would have no axe.
  const violations = await browser.ask(
    `(async () => { if (!window.axe) { ${axe.source} } return (${violationsIn})(${asked}) })()`,
  )
  return violationProblems(violations as Violation[], file, where).map(p => `${p.file}: ${p.message}`)
}

const chooseScheme = (scheme: string): boolean => {
  localStorage.setItem('slidev-color-schema', scheme)
  return true
}
const unfold = (): boolean => {
  for (const fold of document.querySelectorAll('details')) fold.open = true
  return true
}

/** Axe, a walk by keyboard and the width of a phone, on every kind of page, half of them in each scheme; and axe on the first slide of each layout. */
async function access(browser: Driver, { dist, decks }: Site): Promise<Walked> {
  const problems: string[] = [],
    said = listen(browser),
    server = await serve(dist)
  let checked = 0
  const pages = ['index.html', ...samplePages(dist), ...decks.map(d => `${d.id}/read/index.html`)]
  try {
    for (const [i, path] of pages.entries()) {
      const scheme = i % 2 ? 'dark' : 'light',
        article = path.endsWith('/read/index.html')
      await browser.size(1280, 800)
      if (!i) await browser.open(server.url)
      await run(browser, chooseScheme, scheme)
      await browser.open(server.url + path)
      // The answers of an article stay closed until they are opened; elsewhere what is folded is read as well.
      if (!article) await run(browser, unfold)
      problems.push(...(await axeProblems(browser, path, scheme)))
      const stops = await keyboardWalk(hands(browser), path, i ? 25 : 60)
      problems.push(...stops.map(p => `${p.file}: ${p.message}`))
      await browser.size(Math.max(360, browser.narrowest), 800)
      const wide = await run(browser, tooWide)
      if (wide) problems.push(`${path}: on a phone it is ${wide}`)
      checked++
    }
    await browser.size(1280, 800)
    for (const [i, deck] of decks.entries()) {
      const scheme = i % 2 ? 'dark' : 'light'
      await run(browser, chooseScheme, scheme)
      await openDeck(browser, `${server.url}${deck.id}/index.html`)
      for (const no of sampleOf(deck)) {
        await showSlide(browser, no)
        problems.push(...(await axeProblems(browser, deck.file, `slide ${no}, ${scheme}`, `.slidev-page-${no}`)))
        checked++
      }
    }
    await run(browser, chooseScheme, 'auto')
  } finally {
    await server.close()
  }
  return { checked, problems: [...problems, ...said()] }
}

const press = (selector: string): boolean => {
  document.querySelector<HTMLElement>(selector)?.click()
  return true
}
const textOf = (selector: string): string => document.querySelector(selector)?.textContent ?? ''
const search = (words: string): boolean => {
  const box = document.querySelector<HTMLInputElement>('#q')!
  box.focus()
  box.value = words
  return box.dispatchEvent(new Event('input', { bubbles: true }))
}

/**
 * Keeps the course from a host that fails in the middle, goes on with the next page, and reads every kind of page when the host has gone.
 * @param patience milliseconds that the worker may take to keep every page
 */
export async function offline(browser: Driver, { dist, decks }: Site, patience = 240_000): Promise<Walked> {
  const problems: string[] = [],
    torn = `${decks.at(-1)!.id}/read/`
  let checked = 0
  const host = await hostWith(dist, {
    base: '/some/course/',
    redirectsIndex: true,
    slash: 'add',
    fault: path => (path.startsWith(torn) ? 'cut' : null),
  })
  const says = (words: RegExp) => async (): Promise<boolean> => words.test(await run(browser, textOf, '.kept-said'))
  /** Whether something came in time; what did not is a problem, and the end of the walk. */
  const came = async (wrong: string, probe: () => Promise<unknown>): Promise<boolean> => {
    checked++
    return until(wrong, probe, patience).then(
      () => true,
      () => {
        problems.push(wrong)
        return false
      },
    )
  }
  try {
    await browser.size(1280, 800)
    await browser.open(host.url)
    if (!(await came('no worker answers', () => browser.ask('!!navigator.serviceWorker.controller')))) {
      return { checked, problems }
    }
    // The button answers when the page's script has come: pressed too early, it is pressed again.
    const pressed = async (): Promise<boolean> => {
      await run(browser, press, '.keep-pages')
      await sleep(1_000)
      return !(await says(/^What you open|^$/)())
    }
    if (!(await came('the button that keeps the course does nothing', pressed))) return { checked, problems }
    const lost = `the host cut ${torn} off, and the landing page does not say that the network failed`
    if (!(await came(lost, says(/network failed/)))) return { checked, problems }
    host.habits = { ...host.habits, fault: () => null }
    await browser.open(`${host.url}${decks[0]!.id}/read/`)
    await browser.open(host.url)
    const whole = 'the host was mended, and the landing page never says that every page is kept'
    if (!(await came(whole, says(/^Ready for offline: every page/)))) return { checked, problems }
    await host.close()

    const look = async (path: string, selector: string): Promise<void> => {
      checked++
      await browser.open('about:blank')
      await browser.open(host.url + path).catch(() => {})
      await untilShown(browser, path, selector, Math.min(45_000, patience)).catch(() =>
        problems.push(`without network: ${path} shows no ${selector}`),
      )
    }
    await look('index.html', 'main h1, h1')
    for (const { id } of decks) {
      await look(`${id}/index.html#/2`, '.slidev-page-2 .slidev-layout')
      await look(`${id}?from=elsewhere#/1`, '.slidev-page-1 .slidev-layout')
      await look(`${id}/read/`, 'main#read')
    }
    for (const path of samplePages(dist)) await look(path, 'main h1')
    // A reload, as a reader does who does not believe it.
    await browser.ask('(location.reload(), true)')
    await sleep(1_000)
    await untilShown(browser, 'the page after a reload', 'main h1', 20_000).catch(() =>
      problems.push('without network: a reload shows nothing'),
    )
    await look('index.html', '#q')
    let found = false
    // What finds is loaded when the field is first gone into: words that come before it are not heard.
    for (let tries = 0; tries < 10 && !found; tries++) {
      await run(browser, search, tries % 2 ? 'vtable ' : 'vtable')
      found = await untilShown(browser, 'results', '.results a', 4_000).then(
        () => true,
        () => false,
      )
    }
    if (!found) problems.push('without network: the search finds nothing for "vtable"')
    checked += 2
  } finally {
    await host.close().catch(() => {})
  }
  return { checked, problems }
}

/** Of each deck the first slide of each layout, and every third slide with a figure. */
function slidesToFit(deck: Deck): number[] {
  const figures = deck.slides.filter(s => s.layout === 'figure').filter((_, i) => i % 3 === 0)
  return [...new Set([...sampleOf(deck), ...figures.map(s => s.no)])].sort((a, b) => a - b)
}

/** What leaves its drawing only because the browser measures the whole line of a letter. */
const isLineBox = (browser: Driver, { kind, element, by }: Misfit): boolean =>
  kind === 'outside' && by <= browser.lineBoxes && /^(text|tspan)\b/.test(element)

/** A sample of slides at their first, middle and last click, on a sheet of the size that decks are made for. */
async function fit(browser: Driver, { dist, decks }: Site): Promise<Walked> {
  const problems: string[] = [],
    said = listen(browser),
    server = await serve(dist)
  let checked = 0
  try {
    await browser.size(980, 552)
    for (const deck of decks) {
      await openDeck(browser, `${server.url}${deck.id}/index.html`)
      await browser.ask('document.fonts.ready.then(() => true)')
      for (const no of slidesToFit(deck)) {
        await showSlide(browser, no)
        const total = await run(browser, clicksTotal)
        for (const clicks of new Set([0, total >> 1, total])) {
          if (clicks) await showSlide(browser, no, clicks)
          checked++
          for (const m of await run(browser, measureFit, `.slidev-page-${no}`))
            if (!isLineBox(browser, m))
              problems.push(`${deck.id}, slide ${no}, click ${clicks}: ${m.kind} by ${m.by}: ${m.element}`)
        }
      }
    }
  } finally {
    await server.close()
  }
  return { checked, problems: [...problems, ...said()] }
}

/** Every walk by its name, in the order in which they are made: the first visit comes first. */
export const WALKS: Record<string, (browser: Driver, site: Site) => Promise<Walked>> = {
  articles,
  access,
  offline: (browser, site) => offline(browser, site),
  fit,
}
