// The build from outside, as its users run it, and every fault that it must survive. One tree, in order: each test leaves it as the next expects it.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  chmodSync,
} from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { readPdf } from '../print/readPdf.ts'
import { serve } from '../serve.ts'
import type { BuildResult } from './build.ts'
import { filesBelow } from './digest.ts'
import { type Run, Tree } from './tree.ts'

const MINUTES = 60_000
/** A path that is hard to get right everywhere. */
const tree = new Tree('Kurs für Übung (1) – 100% 日本')
const ALPHA = 'decks/91-alpha/slides.md'
const BETA = 'decks/92-beta/slides.md'

/** What hangs on the slides has tests of its own. */
const SLIDES = ['--only', 'slides']

const resultOf = (run: Run): BuildResult =>
  JSON.parse(
    run.out
      .trim()
      .split('\n')
      .findLast(l => l.startsWith('{')) ?? 'null',
  ) as BuildResult

/** A build that must succeed; its output is shown when it does not. */
async function build(...args: string[]): Promise<BuildResult> {
  const run = await tree.build('--json', ...SLIDES, ...args)
  expect(run.code, run.out).toBe(0)
  return resultOf(run)
}

/** What builds leave behind beside dist/ and the cache's own entries. */
const rubbish = (): string[] => [
  ...readdirSync(tree.root).filter(n => n.startsWith('.dist')),
  ...readdirSync(tree.path('.cache/build')).filter(n => /^(work-|swap)/.test(n)),
  ...readdirSync(tree.path('.cache/build/store')).filter(n => !/^[0-9a-f]{64}$/.test(n)),
]

/** Kills or interrupts a build as soon as it says `sign`. */
async function interruptAt(
  sign: RegExp,
  signal: NodeJS.Signals,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Run> {
  const { child, done } = tree.start(args, { env })
  let out = ''
  child.stdout?.on('data', d => {
    if (sign.test((out += d))) child.kill(signal)
  })
  const run = await done
  expect(out, 'the build ended before it could be interrupted').toMatch(sign)
  return run
}

beforeAll(async () => {
  await build()
}, 5 * MINUTES)
afterAll(() => tree.remove())

describe('what a build makes', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  }, MINUTES)
  afterAll(() => browser?.close())

  it(
    'keeps the decks of one graph apart, below any path, without a rewrite rule or another host',
    async () => {
      const server = await serve(tree.path('dist'), { base: '/some/where/' })
      const page = await browser.newPage()
      const wrong: string[] = []
      page.on('console', m => {
        if (m.type() === 'error') wrong.push(m.text())
      })
      page.on('pageerror', e => wrong.push(e.message))
      page.on('response', r => {
        if (r.status() >= 400) wrong.push(`${r.status()} ${r.url()}`)
      })
      page.on('request', r => {
        if (!r.url().startsWith(server.url)) wrong.push(`leaves the site: ${r.url()}`)
      })
      const open = async (address: string) => {
        await page.goto('about:blank')
        await page.goto(server.url + address)
        await page.locator('.slidev-page:visible').first().waitFor()
      }
      await open('91-alpha/#/3')
      await page.getByText('$page is 3 of 3, title Alpha keeps its `own` pages').waitFor()
      expect(await page.title()).toBe('Alpha keeps its own pages')
      await page.reload()
      await page.getByText('$page is 3 of 3').waitFor()
      await open('91-alpha/#/last')
      await page.getByText('$page is 3 of 3').waitFor()
      await open('92-beta/')
      await page.getByText('First page of beta.').waitFor()
      await page.keyboard.press('ArrowRight')
      await page.getByText('$page is 2 of 2, title Beta knows nothing of alpha').waitFor()
      expect(page.url()).toBe(`${server.url}92-beta/#/2`)
      await page.keyboard.press('ArrowRight')
      expect(page.url()).toBe(`${server.url}92-beta/#/2`)
      await open('91-alpha/#/presenter/1')
      await page.getByText('Note of alpha one.').waitFor()
      await server.close()
      await page.close()
      expect(wrong).toEqual([])
    },
    2 * MINUTES,
  )

  it(
    'loads no other deck with a deck, and shares the rest',
    async () => {
      const server = await serve(tree.path('dist'))
      const loaded = async (deck: string) => {
        const page = await browser.newPage()
        const paths: string[] = []
        page.on('request', r => paths.push(new URL(r.url()).pathname))
        await page.goto(`${server.url}${deck}/`)
        await page.locator('.slidev-page:visible').first().waitFor()
        await page.close()
        return paths.filter(p => p.endsWith('.js'))
      }
      const [alpha, beta] = [await loaded('91-alpha'), await loaded('92-beta')]
      await server.close()
      expect(alpha.filter(p => p.includes('92-beta'))).toEqual([])
      expect(beta.filter(p => p.includes('91-alpha'))).toEqual([])
      expect(alpha.filter(p => beta.includes(p)).length).toBeGreaterThan(5)
    },
    MINUTES,
  )

  it(
    'gives a deck a way out, one entry in the history, a landmark, a hint on an upright phone, and paper in the light scheme',
    async () => {
      const server = await serve(tree.path('dist'), { base: '/some/where/' })
      const context = await browser.newContext({ viewport: { width: 1200, height: 700 }, colorScheme: 'dark' })
      const page = await context.newPage()
      await page.goto(`${server.url}index.html`)
      await page.goto(`${server.url}91-alpha/index.html`)
      await page.locator('.slidev-page:visible').first().waitFor()
      expect(await page.locator('main, [role=main]').count()).toBe(1)
      const ways = page.locator('.ri-ways')
      expect(await ways.locator('a').evaluateAll(links => links.map(a => (a as HTMLAnchorElement).href))).toEqual([
        `${server.url}index.html`,
        `${server.url}91-alpha/read/index.html#s1`,
      ])
      // The bar shows itself until somebody presses a key.
      const seen = (): Promise<string> => ways.evaluate(e => getComputedStyle(e.closest('nav')!.parentElement!).opacity)
      await expect.poll(seen).toBe('1')
      await page.keyboard.press('ArrowRight')
      await page.mouse.move(600, 100)
      await expect.poll(seen).toBe('0')
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => page.url()).toBe(`${server.url}91-alpha/index.html#/2?clicks=1`)
      expect(await ways.locator('a').nth(1).getAttribute('href')).toBe('read/index.html#s2')
      const turn = page.locator('.ri-turn')
      expect(await turn.isVisible()).toBe(false)
      await page.setViewportSize({ width: 390, height: 844 })
      await turn.waitFor()
      expect(await turn.locator('a').getAttribute('href')).toBe('read/index.html#s2')

      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(true)
      const ink = await page.evaluate(() => {
        dispatchEvent(new Event('beforeprint'))
        const style = getComputedStyle(document.documentElement).getPropertyValue('--ri-ink')
        dispatchEvent(new Event('afterprint'))
        return style.trim().toLowerCase()
      })
      expect(ink).toBe('#1a1917')
      expect(await page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(true)
      await page.goBack()
      await expect.poll(() => page.url()).toBe(`${server.url}index.html`)
      await context.close()
      await server.close()
    },
    MINUTES,
  )

  it(
    'can be read without a script: what it is, and links to each slide in the article',
    async () => {
      const server = await serve(tree.path('dist'))
      const context = await browser.newContext({ javaScriptEnabled: false })
      const page = await context.newPage()
      await page.goto(`${server.url}91-alpha/index.html`)
      await page.getByRole('heading', { name: 'Alpha keeps its own pages' }).waitFor()
      expect(await page.locator('main li a').evaluateAll(links => links.map(a => a.getAttribute('href')))).toEqual(
        [1, 2, 3].map(no => `read/index.html#s${no}`),
      )
      expect(await page.evaluate(() => getComputedStyle(document.body).overflowY)).toBe('auto')
      await context.close()
      await server.close()
    },
    MINUTES,
  )

  it(
    'says where the text lies when a deck is opened from the disk, where no module is loaded',
    async () => {
      const page = await browser.newPage()
      await page.goto(pathToFileURL(tree.path('dist/91-alpha/index.html')).href)
      const link = page.getByRole('link', { name: 'The article' })
      expect(await link.getAttribute('href')).toBe('read/index.html')
      await page.close()
    },
    MINUTES,
  )

  it('prints slides that can be read, followed and listened to', async () => {
    const pdf = await readPdf(tree.path('dist/pdf/91-alpha-slides.pdf'))
    expect(pdf.title).toBe('Alpha keeps its `own` pages')
    expect(pdf.language).toBe('en-GB')
    expect(pdf.marked).toBe(true)
    expect(pdf.pages.map(p => p.tagged)).toEqual([true, true, true])
    const titles = pdf.outline.flatMap(b => [b.title, ...b.items.map(inner => inner.title)])
    expect(titles).toEqual(expect.arrayContaining(['Alpha counts to two', 'Alpha ends']))
    expect(pdf.pages[1]?.text).toContain('two, at a click')
    expect(pdf.pages[1]?.links).toEqual([
      { url: null, page: 3 },
      { url: null, page: 3 },
      { url: '../92-beta/#/2', page: null },
      { url: 'https://example.org/', page: null },
    ])
  })

  it('gives every page the description of its deck', () => {
    expect(readFileSync(tree.path('dist/91-alpha/index.html'), 'utf8')).toContain(
      '<meta name="description" content="A fixture that proves',
    )
  })
})

describe('what is not made again', () => {
  it(
    'does nothing when nothing has changed',
    async () => {
      const result = await build()
      expect([result.outcome, result.printed]).toEqual(['unchanged', 0])
    },
    MINUTES,
  )

  it(
    'notices a file of dist/ that was changed, and restores it from the cache',
    async () => {
      const before = tree.dist()
      writeFileSync(tree.path('dist/91-alpha/index.html'), 'x')
      expect((await build()).printed).toBe(0)
      expect(tree.dist()).toEqual(before)
    },
    MINUTES,
  )

  it(
    'prints a deck again when a component that it uses has changed, and no other',
    async () => {
      mkdirSync(tree.path('components/Only'), { recursive: true })
      writeFileSync(tree.path('components/Only/Only.vue'), '<template><p>only alpha, first</p></template>\n')
      tree.edit(ALPHA, '- one', '<Only />\n\n- one')
      expect((await build()).decks.filter(d => !d.cached).map(d => d.deck)).toEqual(['91-alpha'])
      const beta = tree.dist()['pdf/92-beta-slides.pdf']
      tree.edit('components/Only/Only.vue', 'first', 'second')
      expect((await build()).decks.filter(d => !d.cached).map(d => d.deck)).toEqual(['91-alpha'])
      expect(tree.dist()['pdf/92-beta-slides.pdf']).toBe(beta)
      expect((await readPdf(tree.path('dist/pdf/91-alpha-slides.pdf'))).pages[1]?.text).toContain('only alpha, second')
    },
    3 * MINUTES,
  )
})

describe('faults', () => {
  it.each([
    ['while it bundles', /Bundle 2 decks/],
    ['while it prints', /now 91-alpha/],
  ])(
    'kill -9 %s: dist/ is whole, the next build is right',
    async (_when, sign) => {
      const before = tree.dist()
      tree.edit(ALPHA, 'First page of alpha', 'First page of alpha, again')
      const run = await interruptAt(sign, 'SIGKILL', SLIDES)
      expect(run.signal).toBe('SIGKILL')
      expect(tree.dist()).toEqual(before)
      const result = await build()
      expect(result.outcome).toBe('built')
      expect((await readPdf(tree.path('dist/pdf/91-alpha-slides.pdf'))).pages[0]?.text).toContain(
        'First page of alpha, again',
      )
      expect(rubbish()).toEqual([])
    },
    3 * MINUTES,
  )

  it(
    'Ctrl-C: ends at once, leaves no child and no rubbish, dist/ is whole',
    async () => {
      const before = tree.dist()
      tree.edit(ALPHA, 'First page of alpha', 'The first page of alpha')
      const mark = `BUILD_TEST_MARK=${Math.random()}`
      const [name = '', value = ''] = mark.split('=')
      const run = await interruptAt(/now 91-alpha/, 'SIGINT', SLIDES, { [name]: value })
      expect(run.code, run.out).toBe(130)
      expect(tree.dist()).toEqual(before)
      const environments = existsSync('/proc')
        ? readdirSync('/proc')
            .filter(n => /^\d+$/.test(n))
            .map(pid => {
              try {
                return readFileSync(`/proc/${pid}/environ`, 'utf8')
              } catch {
                return ''
              }
            })
        : []
      expect(environments.filter(e => e.includes(mark))).toEqual([])
      await build()
      expect(rubbish()).toEqual([])
    },
    3 * MINUTES,
  )

  it(
    'a truncated or tampered cache entry is noticed and made anew',
    async () => {
      const before = tree.dist()
      const store = tree.path('.cache/build/store')
      const files = filesBelow(store)
      expect(files.length).toBeGreaterThan(10)
      files.forEach((file, i) => {
        const path = join(store, file)
        if (i % 2) truncateSync(path, 3)
        else
          writeFileSync(
            path,
            readFileSync(path).map((byte, at) => (at === 5 ? byte ^ 1 : byte)),
          )
      })
      rmSync(tree.path('dist'), { recursive: true })
      const run = await tree.build(...SLIDES)
      expect(run.code, run.out).toBe(0)
      expect(run.out).toMatch(/did not match its checksum/)
      expect(Object.keys(tree.dist())).toEqual(Object.keys(before))
      expect(tree.dist()['91-alpha/index.html']).toBe(before['91-alpha/index.html'])
    },
    2 * MINUTES,
  )

  it(
    'two builds at once: the second waits, both are right',
    async () => {
      tree.edit(BETA, 'First page of beta', 'The first page of beta')
      const first = tree.start([...SLIDES, '--no-pdf'])
      await new Promise<void>(told => first.child.stdout?.once('data', () => told()))
      const second = tree.start([...SLIDES, '--no-pdf'])
      const [a, b] = await Promise.all([first.done, second.done])
      expect([a.code, b.code], a.out + b.out).toEqual([0, 0])
      expect(b.out).toMatch(new RegExp(`Another build is running \\(process ${first.child.pid}\\)`))
      expect(b.out).toMatch(/Nothing has changed/)
      expect((await build('--no-pdf')).outcome).toBe('unchanged')
      expect(rubbish()).toEqual([])
    },
    2 * MINUTES,
  )

  it(
    'a full disk: a clear error, dist/ is whole',
    async () => {
      const before = tree.dist()
      tree.edit(BETA, 'The first page of beta', 'Page one of beta')
      // The largest file may have 20 KiB: the file system refuses the rest, as a full one would.
      const run = await tree.start([...SLIDES, '--no-pdf'], { shell: 'trap "" XFSZ; ulimit -f 20' }).done
      expect(run.code, run.out).toBe(1)
      expect(run.out).toMatch(/The disk is full.*dist\/ is as it was/)
      expect(run.out).not.toMatch(/^\s+at /m)
      expect(tree.dist()).toEqual(before)
      await build('--no-pdf')
      expect(rubbish()).toEqual([])
    },
    2 * MINUTES,
  )

  it(
    'a cache folder that may not be written: builds all the same and says so',
    async () => {
      renameSync(tree.path('.cache'), join(tree.root, '../cache-away'))
      // The super-user may write anywhere but where the kernel refuses.
      if (process.getuid?.() === 0)
        symlinkSync(existsSync('/sys/kernel') ? '/sys/kernel' : '/dev/null', tree.path('.cache'))
      else {
        mkdirSync(tree.path('.cache'))
        chmodSync(tree.path('.cache'), 0o555)
      }
      tree.edit(BETA, 'Page one of beta', 'The opening page of beta')
      const run = await tree.build(...SLIDES, '--no-pdf')
      rmSync(tree.path('.cache'), { recursive: true, force: true })
      renameSync(join(tree.root, '../cache-away'), tree.path('.cache'))
      expect(run.code, run.out).toBe(0)
      expect(run.out).toMatch(/may not be written: this build keeps nothing/)
      expect((await build('--no-pdf')).outcome).toBe('unchanged')
      expect(rubbish()).toEqual([])
    },
    2 * MINUTES,
  )

  it(
    'a deck with an error: the others finish, one report says file, line and remedy, dist/ is whole',
    async () => {
      await build()
      const before = tree.dist()
      tree.edit(ALPHA, '- one', '- uno')
      tree.edit(BETA, '# Beta ends', '# Beta ends\n\n<Nonsuch />')
      const run = await tree.build('--json', ...SLIDES)
      expect(run.code).toBe(1)
      expect(resultOf(run).failing).toEqual(['92-beta'])
      expect(resultOf(run).decks.map(d => d.deck)).toEqual(['91-alpha'])
      const line = readFileSync(tree.path(BETA), 'utf8').split('\n').indexOf('<Nonsuch />') + 1
      expect(run.out).toContain(`${BETA}:${line}: slide 2: there is no component \`<Nonsuch>\`: mend its name`)
      expect(run.out).not.toMatch(/^\s+at /m)
      expect(tree.dist()).toEqual(before)
      const partial = tree.path('.cache/build/partial')
      expect((await readPdf(join(partial, 'pdf/91-alpha-slides.pdf'))).pages[1]?.text).toContain('uno')
      expect(existsSync(join(partial, '92-beta'))).toBe(false)
      tree.edit(BETA, '\n\n<Nonsuch />', '')
      expect((await build()).decks.filter(d => !d.cached)).toEqual([])
    },
    3 * MINUTES,
  )

  it.each([
    ['an unknown deck', ['71-nothing'], /There is no deck "71-nothing"\. The decks are: 91-alpha, 92-beta\./],
    ['an unknown option', ['--frobnicate'], /There is no option --frobnicate\./],
    ['a number of jobs that is none', ['--jobs', 'many'], /--jobs takes a number from 1 on, not "many"/],
    ['a base that is no address', ['--base', 'example.org'], /--base takes an address such as https/],
  ])(
    '%s: a sentence and exit code 1',
    async (_what, args, words) => {
      const before = tree.dist()
      const run = await tree.build(...args)
      expect(run.code).toBe(1)
      expect(run.out).toMatch(words)
      expect(run.out).not.toMatch(/^\s+at /m)
      expect(tree.dist()).toEqual(before)
    },
    MINUTES,
  )

  it(
    'two decks with one number, and a headmatter of the wrong type: both are named, dist/ is whole',
    async () => {
      const before = tree.dist()
      tree.edit(BETA, 'mechanism: 92', 'mechanism: 91')
      const same = await tree.build(...SLIDES, '--no-pdf')
      expect(same.code).toBe(1)
      expect(same.out).toMatch(/decks\/92-beta\/slides\.md:\d+: mechanism 91 is also the number of decks\/91-alpha/)
      tree.edit(BETA, 'mechanism: 91', 'mechanism: two')
      const type = await tree.build(...SLIDES, '--no-pdf')
      expect(type.code).toBe(1)
      expect(type.out).toMatch(/decks\/92-beta\/slides\.md:6: headmatter `mechanism`/)
      tree.edit(BETA, 'mechanism: two', 'mechanism: 92')
      expect(tree.dist()).toEqual(before)
    },
    3 * MINUTES,
  )

  it(
    'a folder that no build made is not replaced',
    async () => {
      mkdirSync(tree.path('thesis'))
      writeFileSync(tree.path('thesis/chapter-1.txt'), 'years of work')
      const run = await tree.build(...SLIDES, '--no-pdf', '--out', 'thesis')
      expect(run.code).toBe(1)
      expect(run.out).toMatch(/thesis was not made by this command/)
      expect(readFileSync(tree.path('thesis/chapter-1.txt'), 'utf8')).toBe('years of work')
    },
    MINUTES,
  )
})
