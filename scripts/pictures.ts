// `npm run pictures -- <deck> [--slides 3,5-8] [--clicks] [--scheme light|dark|both] [--large] [--url http://localhost:3030 | --built]`
//   [--of slides|figures|read|handout]
// Contact sheets of a deck, so that a person can look at all of it in a minute, with what does not fit and what the console said. Not a gate.
// Slides come from a dev server that is started for the deck and stopped afterwards, from --url, or with --built from dist/ (much faster); the rest always from dist/: run `npm run build` first.
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright-chromium'
import { launchBrowser } from './lib/browser.ts'
import { optionsOf } from './lib/command.ts'
import { deckIds, loadDeck, ROOT } from './lib/deck.ts'
import { shootFigures, shootPdf, shootWalkthrough } from './lib/picture/built.ts'
import { writeSheets, type Shot } from './lib/picture/sheets.ts'
import { measureFit } from './lib/proof/fit.ts'
import { serve } from './lib/serve.ts'
import { clicksOf, showSlide, slideStands } from './lib/slides/walk.ts'

const { _: positionals, ...values } = await optionsOf({
  name: 'npm run pictures -- [deck …]',
  description: 'Contact sheets of a deck, with what does not fit and what the console said. Not a gate.',
  args: {
    slides: { type: 'string', valueHint: '3,5-8', description: 'only these' },
    clicks: { type: 'boolean', description: 'each click, not only the last one of a slide' },
    scheme: { type: 'enum', options: ['light', 'dark', 'both'], default: 'both', description: 'the scheme' },
    large: { type: 'boolean', description: 'two to a sheet' },
    url: { type: 'string', valueHint: 'URL', description: 'take slides from a server that runs already' },
    built: { type: 'boolean', description: 'take slides from dist/, which is much faster' },
    of: {
      type: 'enum',
      options: ['slides', 'figures', 'read', 'handout'],
      default: 'slides',
      description: 'what is shown; all but slides comes from dist/',
    },
  },
})

function numbers(text: string | undefined, last: number): number[] {
  if (!text) return Array.from({ length: last }, (_, i) => i + 1)
  return text.split(',').flatMap(part => {
    const [from, to] = part.split('-').map(Number)
    if (!from || from > last) throw new Error(`--slides ${text}: the deck has slides 1 to ${last}`)
    return Array.from({ length: (to ?? from) - from + 1 }, (_, i) => from + i)
  })
}

async function freePort(): Promise<number> {
  return new Promise(resolve => {
    const s = createServer().listen(0, '127.0.0.1', () => {
      const { port } = s.address() as AddressInfo
      s.close(() => resolve(port))
    })
  })
}

async function devServer(id: string): Promise<{ url: string; child: ChildProcess }> {
  const slidev = join(dirname(createRequire(import.meta.url).resolve('@slidev/cli/package.json')), 'bin', 'slidev.mjs'),
    port = await freePort()
  const child = spawn(
    process.execPath,
    [slidev, join('decks', id, 'slides.md'), '--port', String(port), '--open', 'false'],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  child.stdout!.on('data', (d: Buffer) => {
    said += d
  })
  child.stderr!.on('data', (d: Buffer) => {
    said += d
  })
  const url = `http://localhost:${port}`
  for (let i = 0; i < 240; i++) {
    if (
      await fetch(url).then(
        r => r.ok,
        () => false,
      )
    )
      return { url, child }
    if (child.exitCode !== null) break
    await new Promise(r => setTimeout(r, 500))
  }
  child.kill()
  throw new Error(`The dev server of ${id} did not start:\n${said.slice(-2000)}`)
}

/** A dev server builds what a slide needs while it is asked for it, in milliseconds. */
const PATIENCE = 180_000

/** @param base address of the deck's first slide */
async function shoot(
  browser: Browser,
  base: string,
  id: string,
  scheme: 'light' | 'dark',
  list: readonly number[],
): Promise<Shot[]> {
  const page = await browser.newPage({
    viewport: { width: 980, height: 552 },
    deviceScaleFactor: values.large ? 1.5 : 1,
    colorScheme: scheme,
    reducedMotion: 'reduce',
  })
  let at = ''
  page.on('console', m => {
    if (m.type() === 'error' || m.type() === 'warning')
      console.log(`${id} ${at} ${scheme}: console ${m.type()}: ${m.text().slice(0, 300)}`)
  })
  page.on('pageerror', e => console.log(`${id} ${at} ${scheme}: ${e.message.slice(0, 300)}`))
  const shots: Shot[] = []
  await page.goto(base, { timeout: PATIENCE })
  await slideStands(page, 1, PATIENCE)
  await page.evaluate(() => document.fonts.ready)
  for (const no of list) {
    at = `slide ${no}`
    try {
      await showSlide(page, no, 0, PATIENCE)
    } catch {
      console.log(`${id} slide ${no}: it did not appear`)
      continue
    }
    const total = await clicksOf(page)
    const steps = values.clicks ? Array.from({ length: total + 1 }, (_, i) => i) : [total]
    for (const click of steps) {
      at = `slide ${no} click ${click}`
      if (click !== 0) await showSlide(page, no, click)
      if (scheme === 'light')
        for (const m of await page.evaluate(measureFit, `.slidev-page-${no}`))
          console.log(`${id} ${at}: ${m.kind} by ${m.by}: ${m.element}`)
      shots.push({ label: `${no}${click ? `.${click}` : ''}`, data: await page.screenshot() })
    }
  }
  await page.close()
  return shots
}

/** Twelve to a sheet, three across; large ones two. */
const FORM = values.large ? { per: 2, across: 1 } : { per: 12, across: 3 }
const schemes = (['light', 'dark'] as const).filter(s => values.scheme === 'both' || values.scheme === s)

/** What lies in dist/: article, figures, handout. */
async function ofBuilt(browser: Browser, id: string, dir: string): Promise<void> {
  const dist = join(ROOT, 'dist')
  if (!existsSync(join(dist, id, 'read/index.html')))
    throw new Error(`dist/${id}/read/index.html is not there: run \`npm run build\` first.`)
  if (values.of === 'handout')
    return writeSheets(
      browser,
      await shootPdf(browser, join(dist, 'pdf', `${id}-handout.pdf`)),
      values.large ? { per: 2, across: 2 } : { per: 12, across: 4 },
      n => join(dir, `handout-${n}.png`),
    )
  const server = await serve(dist)
  try {
    for (const scheme of schemes) {
      if (values.of === 'figures')
        await writeSheets(browser, await shootFigures(browser, server.url, id, scheme), FORM, n =>
          join(dir, `figures-${scheme}-${n}.png`),
        )
      else
        for (const [width, across] of [
          [360, 6],
          [768, 3],
          [1440, 2],
        ] as const)
          await writeSheets(
            browser,
            await shootWalkthrough(browser, server.url, id, scheme, width),
            { per: across * 2, across },
            n => join(dir, `read-${width}-${scheme}-${n}.png`),
          )
    }
  } finally {
    await server.close()
  }
}

/** Where a deck's first slide is shown, and what to do when nobody looks any more. */
async function shown(id: string): Promise<{ first: string; close(): Promise<void> | void }> {
  if (values.built) {
    if (!existsSync(join(ROOT, 'dist', id, 'index.html')))
      throw new Error(`dist/${id}/index.html is not there: run \`npm run build\` first.`)
    const server = await serve(join(ROOT, 'dist'))
    return { first: `${server.url}${id}/index.html#/1`, close: () => server.close() }
  }
  if (values.url) return { first: `${values.url.replace(/\/$/, '')}/1`, close: () => {} }
  const { url, child } = await devServer(id)
  return { first: `${url}/1`, close: () => void child.kill() }
}

async function ofSlides(browser: Browser, id: string, dir: string): Promise<void> {
  const { first, close } = await shown(id)
  try {
    const list = numbers(values.slides, loadDeck(id).slides.length)
    for (const scheme of schemes)
      await writeSheets(browser, await shoot(browser, first, id, scheme, list), FORM, n =>
        join(dir, `${scheme}-${n}.png`),
      )
  } finally {
    await close()
  }
}

const ids = positionals.length
  ? positionals.map(p => deckIds().find(d => d === p || d.startsWith(`${p.padStart(2, '0')}-`)) ?? p)
  : deckIds()
for (const id of ids) {
  const dir = join(ROOT, '.cache/pictures', id, ...(values.of === 'slides' ? [] : [values.of])),
    browser = await launchBrowser()
  try {
    await rm(dir, { recursive: true, force: true })
    await mkdir(dir, { recursive: true })
    await (values.of === 'slides' ? ofSlides : ofBuilt)(browser, id, dir)
  } finally {
    await browser.close()
  }
}
