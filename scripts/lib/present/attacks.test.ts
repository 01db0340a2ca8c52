// The review's attacks B1 to B8 on a running `npm run present -- --remote`, and what a guest can find in all that it can fetch. Needs minutes: gate `faults`.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Browser, Page } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser, launchBrowser } from '../browser.ts'
import { deckIds, loadDeck, ROOT } from '../deck.ts'
import { loadQuiz } from '../quiz/load.ts'
import { serve } from '../serve.ts'
import { policyTag } from '../policy.ts'
import { guestEdition, type Edition } from './guests/edition.ts'
import { planted, refusedAll } from './planted.testing.ts'
import { choosePort } from './port.ts'

const id = deckIds(ROOT).find(deck => deck.startsWith('03')) ?? deckIds(ROOT)[0]!
let server: ChildProcess
let vite: string
let guests: string
let edition: Edition
let said = ''

/** Everything that the compiler said of the deck's snippets. */
const readRecordings = (): string => {
  const dir = join(ROOT, 'decks', id, 'recordings')
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.json'))
    .map(file => readFileSync(join(dir, file), 'utf8').replaceAll('\\n', ' '))
    .join(' ')
}
const port = () => Number(new URL(vite).port)
const alive = async (): Promise<boolean> =>
  server.exitCode === null && (await fetch(vite).catch(() => null))?.ok === true
const postTo = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(vite + path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', origin: vite, ...headers },
  })
const nav = (page: number, clicks = 0) =>
  postTo('/@server-reactive/nav', JSON.stringify({ source: 'test', patch: { page, clicks }, timestamp: 1 }))

beforeAll(async () => {
  const free = await choosePort(undefined, 'localhost', 3400)
  vite = `http://localhost:${free}`
  server = spawn(
    process.execPath,
    [join(ROOT, 'scripts', 'present.ts'), id, '--edit', '--port', String(free), '--remote', '--address', '127.0.0.1'],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  for (const out of [server.stdout!, server.stderr!])
    out.on('data', (data: Buffer) => (said += stripVTControlCharacters(data.toString())))
  for (const end = Date.now() + 240_000; !(await alive());) {
    if (Date.now() > end || server.exitCode !== null) throw new Error(`the server did not start:\n${said}`)
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  guests = /Guests: (\S+)\//.exec(said)![1]!
  edition = await guestEdition(ROOT, id)
}, 300_000)
afterAll(() => {
  server?.kill()
})

describe('the server of the slides', () => {
  it('B1: reads no file outside of the course', async () => {
    const canary = join(tmpdir(), `ri-canary-${process.pid}.rs`)
    const link = join(ROOT, 'decks', id, 'snippets', 'ri-canary-link.rs')
    writeFileSync(canary, '// CANARY-7731', { mode: 0o600 })
    symlinkSync(canary, link)
    try {
      for (const path of [canary, '/etc/hostname', join(ROOT, '.git/HEAD'), link, join(ROOT, 'package.json')])
        for (const query of [
          '?import&ri-source',
          '?ri-source',
          '?import&ri-yaml',
          '?ri-code&import',
          '?import&ri-recording',
        ]) {
          for (const at of [path, `/@fs${path}`]) {
            const answer = await fetch(vite + at + query)
            const text = await answer.text()
            expect(text, at + query).not.toContain('CANARY')
            expect(text, at + query).not.toMatch(/export default "/)
          }
        }
    } finally {
      rmSync(canary)
      rmSync(link)
    }
    expect(await alive()).toBe(true)
  })
  it('B2, B6: takes no strokes, no snapshots and no key of a prototype into what windows share', async () => {
    const markup = '{"patch":{"4":"<image href=x onerror=alert(1)>"}}'
    for (const path of ['drawings', 'snapshots', '__proto__/shell', 'constructor/prototype/x', 'nav/__proto__', 'sync'])
      expect((await postTo(`/@server-reactive/${path}`, markup)).status, path).toBe(404)
    for (const patch of [
      '{"__proto__":{"shell":1}}',
      '{"timer":{"status":"running","slides":{"__proto__":{"start":1}},"startedAt":0,"pausedAt":0}}',
    ])
      expect((await postTo('/@server-reactive/nav', `{"source":"a","patch":${patch}}`)).status, patch).toBe(400)
    expect(await (await fetch(`${vite}/@server-reactive/drawings?diff`)).text()).not.toContain('onerror')
  })
  it('B3: lives on after malformed bodies', async () => {
    for (const body of ['{bad', '', 'null', '[]', '"x"', '{"a":1e999', '\u0000', `{"source":"${'a'.repeat(200_000)}"}`])
      for (const path of ['/@server-reactive/nav', '/__slidev/slides/3.json'])
        expect((await postTo(path, body)).status, path + body.slice(0, 20)).toBeGreaterThanOrEqual(400)
    expect((await postTo('/@server-reactive/nav', '{}', { 'content-type': 'text/plain' })).status).toBe(415)
    expect(await alive()).toBe(true)
  })
  it('B4: lives on after malformed messages on its socket', async () => {
    const token = /"([\w-]{12})"/.exec(
      /wsToken = ("[^"]+")/.exec(await (await fetch(`${vite}/@vite/client`)).text())![1]!,
    )![1]!
    const say = (message: string | Uint8Array<ArrayBuffer>) =>
      new Promise<void>((resolve, reject) => {
        const socket = new WebSocket(`${vite.replace('http', 'ws')}/?token=${token}`, 'vite-hmr')
        socket.onopen = () => {
          socket.send(message)
          setTimeout(() => socket.close(), 50)
        }
        socket.onclose = () => resolve()
        socket.onerror = () => reject(new Error('no socket'))
      })
    for (const message of [
      'null',
      '{bad',
      '[]',
      '1',
      '{"type":"custom","event":"slidev:monaco-write"}',
      '{"type":"custom","event":"slidev:monaco-write","data":{"file":"x","content":"y"}}',
      '{"type":"custom","event":"vite:invoke"}',
      '{"type":"custom","event":"vite:invalidate"}',
      '{"type":"custom","event":"vite:client:disconnect"}',
      '{"type":"custom","event":{},"data":null}',
      '{"type":"custom","event":"vite:invoke","data":{"__proto__":{"x":1}}}',
      new Uint8Array([0, 255, 1]),
    ])
      await say(message)
    expect(await alive()).toBe(true)
  })
  it('B7, B8: answers neither foreign pages, nor rebound names, nor posts of nobody', async () => {
    expect((await postTo('/@server-reactive/nav', '{}', { origin: 'http://evil.example' })).status).toBe(403)
    expect((await postTo('/@server-reactive/nav', '{}', { origin: 'null' })).status).toBe(403)
    const raw = (text: string): Promise<string> =>
      new Promise(resolve => {
        const socket = connect(port(), 'localhost', () => socket.write(text))
        let heard = ''
        socket.on('data', data => (heard += data.toString()))
        socket.on('close', () => resolve(heard.split('\r\n', 1)[0]!))
        socket.on('error', () => resolve('closed'))
      })
    const patch = '{"source":"a","patch":{"page":20}}'
    const post = (host: string, more = '') =>
      raw(
        `POST /@server-reactive/nav HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\ncontent-type: application/json\r\n${more}content-length: ${patch.length}\r\n\r\n${patch}`,
      )
    expect(await post(`localhost:${port()}`)).toContain(' 403 ')
    expect(await post(`evil.example:${port()}`, 'origin: http://evil.example\r\n')).toContain(' 403 ')
    expect(await raw(`GET /@vite/client HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n`)).toContain(
      ' 403 ',
    )
  })
})

describe('all that a guest can fetch', () => {
  const words = (text: string): string =>
    text
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .toLowerCase()

  it('comes slide by slide, follows the talk, and holds no note, no reason and no key', async () => {
    const slides = loadDeck(id).slides
    const ahead = edition.list.filter(file => file.slide > 1)
    expect(ahead.length).toBeGreaterThan(slides.length - 2)
    for (const { path } of ahead) expect((await fetch(`${guests}/${path}`)).status, path).toBe(403)
    expect((await nav(slides.length, 1)).status).toBe(200)
    await expect.poll(async () => (await fetch(`${guests}/${ahead.at(-1)!.path}`)).status).toBe(200)
    const got: string[] = []
    for (const { path } of edition.list) {
      const answer = await fetch(`${guests}/${path.replace(/index\.html$/, '')}`)
      expect(answer.status, path).toBe(200)
      if (/\.(js|html|css|svg)$/.test(path)) got.push(await answer.text())
      // Beside each file: source maps, and what a site has that guests have not.
      expect((await fetch(`${guests}/${path}.map`)).status).toBe(404)
    }
    for (const path of [
      'sw.js',
      `pdf/${id}-handout.pdf`,
      'site/places.json',
      `${id}/read/`,
      'list.json',
      'exercises/starters.zip',
    ])
      expect((await fetch(`${guests}/${path}`)).status, path).toBe(404)
    const all = words(got.join('\n'))
    // The site's own text is there, so the search can find something.
    expect(all).toContain(words(loadQuiz(ROOT, id).questions[0]!.stem.replaceAll('`', ' ')))

    const markdown = readFileSync(join(ROOT, 'decks', id, 'slides.md'), 'utf8')
    // What a slide or a recording says may be quoted in a note.
    const recordings = readRecordings()
    const shown = words(markdown.replace(/<!--[\s\S]*?-->/g, '') + recordings)
    const notes = [...markdown.matchAll(/<!--([\s\S]*?)-->/g)]
      .flatMap(([, note]) => note!.replaceAll(/\[click[^\]]*\]/g, '. ').split(/[.!?:]\s|\n/))
      .map(words)
      .filter(sentence => sentence.split(' ').length > 4 && !shown.includes(sentence))
    expect(notes.length).toBeGreaterThan(50)
    const reasons = loadQuiz(ROOT, id)
      .questions.flatMap(q => [q.why, ...q.options.map(option => option.because ?? '')])
      .map(words)
      .filter(reason => reason.split(' ').length > 4 && !shown.includes(reason))
    expect(reasons.length).toBeGreaterThan(8)
    expect([...notes, ...reasons].filter(secret => all.includes(secret))).toEqual([])
    const raw = got.join('\n')
    const hashes = loadQuiz(ROOT, id).questions.map(q => q.hash)
    expect(hashes.filter(hash => raw.includes(hash))).toEqual([])
    const quiz = raw.slice(Math.max(0, raw.indexOf('withheld') - 4000), raw.lastIndexOf('withheld'))
    expect(quiz).toContain('right:!1')
    expect(quiz).not.toMatch(/right:!0|right:true|place:\d|decided:[`"']/)
    expect(raw.match(/noteHTML:[`"'][^`"']/)).toBeNull()
  })
})

describe.skipIf(!findBrowser())('in a browser', { timeout: 600_000 }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  /** The first page of the development server loads some 500 files, which a busy machine serves in a minute. */
  const newPage = async (): Promise<Page> => {
    const page = await browser.newPage()
    page.setDefaultNavigationTimeout(120_000)
    return page
  }
  afterAll(() => browser?.close())

  it('refuses a planted script on each kind of page', async () => {
    const page = await newPage()
    await page.goto('data:text/html,<!doctype html><p>no policy')
    expect(await planted(page)).toEqual([1, 1, 1, 2])
    const dir = join(tmpdir(), `ri-policy-${process.pid}`)
    mkdirSync(dir)
    writeFileSync(join(dir, 'none.html'), '<!doctype html><p>no policy of its own')
    writeFileSync(join(dir, 'read.html'), `<!doctype html><head>${policyTag()}</head><p>a`)
    const site = await serve(dir)
    try {
      for (const name of ['none', 'read']) {
        await page.goto(`${site.url}${name}.html`)
        expect(await planted(page), name).toEqual(refusedAll)
      }
      await page.goto(`file://${join(dir, 'read')}.html`)
      expect(await planted(page), 'file: read').toEqual(refusedAll)
    } finally {
      await site.close()
      rmSync(dir, { recursive: true })
    }
    for (const address of [`${vite}/1`, `${vite}/presenter/1`, `${guests}/`]) {
      await page.goto(address)
      await page.locator('.slidev-layout:visible').first().waitFor({ timeout: 120_000 })
      expect(await planted(page), address).toEqual(refusedAll)
    }
    await page.close()
  })

  it('shows a guest where the talk is, lets it look back, and not ahead; B5: no overlay on any window', async () => {
    const wrong: string[] = []
    const trainer = await newPage()
    await trainer.goto(`${vite}/1`)
    await trainer.locator('.slidev-layout:visible').first().waitFor({ timeout: 120_000 })
    await fetch(`${vite}/x?ri-source&import`)
    await fetch(`${vite}/decks/none/snippets/a.rs?ri-code&import`)
    await trainer.waitForTimeout(500)
    expect(await trainer.locator('vite-error-overlay').count()).toBe(0)

    const guest = await newPage()
    guest.on('console', message => {
      // Nobody takes answers in a talk of the development server, and says so.
      const isAnswer = message.location().url.endsWith('/room/say')
      if (message.type() === 'error' && !isAnswer) wrong.push(message.text())
    })
    guest.on('pageerror', error => wrong.push(String(error)))
    await nav(4)
    await guest.goto(`${guests}/`)
    const at = () => guest.evaluate(() => location.hash.replace(/\?.*/, ''))
    await expect.poll(at, { timeout: 20_000 }).toBe('#/4')
    await guest.locator('.slidev-page-4 .slidev-layout').first().waitFor()
    // One window on `/` drives as well as the presenter's.
    await trainer.goto(`${vite}/5`)
    await trainer.locator('.slidev-layout:visible').first().waitFor({ timeout: 120_000 })
    await trainer.keyboard.press('ArrowDown')
    await expect.poll(at, { timeout: 30_000 }).toBe('#/6')
    const here = await at()
    await guest.evaluate(() => (location.hash = '#/2'))
    await expect.poll(at).toBe('#/2')
    await guest.locator('.ri-follow', { hasText: 'Back to the talk' }).click()
    await expect.poll(at).toBe(here)
    expect(wrong).toEqual([])
    await guest.close()
    await trainer.close()
  })
})
