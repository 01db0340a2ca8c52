// The article in a browser: stepping by scroll, by key and by mouse, without a script, with a script that does not come, on paper; predictions and quiz.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../browser.ts'
import { TestCourse } from '../../content/fixture.testing.ts'
import { ROOT } from '../../deck.ts'
import { axe, keyboard, movement, reflow } from '../../proof/accessGate.ts'
import { serve } from '../../serve.ts'
import { articleFrom } from './article.testing.ts'
import { articleScripts, articleStyles } from './styles.ts'

const LONG = `${'Words that take room on the page, so that there is something to scroll through. '.repeat(12)}`
const SLIDES = `# Counts go up

<RefCount rec="counts" frames="1-4" />

<!--
First. ${LONG}

[click] Second. ${LONG}

[click] Third. ${LONG}

[click] Fourth. ${LONG} ${LONG} ${LONG}
-->

---
minutes: 1
layout: predict
predict: { kind: verdicts, cases: [box-out, rc-out] }
---

# Who may move a field out?

<Code src="box-out.rs" region="main" tight reveal at="1" />
<Code src="rc-out.rs" region="main" tight reveal at="1" message />

<!--
Decide for each.

[click] The hole would be left behind.
-->

---
minutes: 1
layout: quiz
quiz: [one]
---

# Quiz: handles

<!-- Vote. -->`
const QUIZ = `- id: one
  kind: prediction
  question: What does the compiler say?
  snippet: rc-out.rs
  region: main
  decide: verdict
  options:
    - { text: 'E0507', because: 'the place is behind a pointer' }
    - { text: 'compiles', because: 'a box can' }
  why: 'It would leave a hole.'
`
const SECRETS = ['cannot move out of an', 'hole would be left', 'leave a hole', 'behind a pointer']

const course = new TestCourse()
const dist = mkdtempSync(join(tmpdir(), 'ri-article-'))
let browser: Browser
let server: Awaited<ReturnType<typeof serve>>

function write(file: string, text: string): void {
  mkdirSync(dirname(join(dist, file)), { recursive: true })
  writeFileSync(join(dist, file), text)
}

beforeAll(async () => {
  course.write('decks/08-smart-pointers/quiz.yaml', QUIZ)
  const { html } = await articleFrom(course, await course.read(SLIDES), [], '', 'https://example.org/')
  write('a/read/index.html', html)
  for (const [name, text] of [...articleStyles(ROOT), ...(await articleScripts())]) write(`site/${name}`, text)
  write('site/offline.js', '')
  cpSync(join(ROOT, 'public/fonts'), join(dist, 'fonts'), { recursive: true })
  browser = await launchBrowser()
  server = await serve(dist)
})
afterAll(async () => {
  await browser.close()
  await server.close()
  course.remove()
  rmSync(dist, { recursive: true, force: true })
})

/** The article in a window of its own. @param missing files that the server does not have */
async function open(options: BrowserContextOptions = {}, missing: string[] = [], article = 'a'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...options,
  })
  const page = await context.newPage()
  for (const file of missing) await page.route(`**/site/${file}`, route => route.fulfill({ status: 404, body: '' }))
  await page.goto(`${server.url}${article}/read/index.html`)
  await page.evaluate(() => document.fonts.ready)
  return page
}

const shownText = (page: Page): Promise<string> => page.evaluate(() => document.body.innerText)
const caption = (page: Page): Promise<string> => page.locator('.fig-cap').first().innerText()
const current = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.querySelector('.tick[aria-current]')?.textContent ?? null)
const toStep = (page: Page, frame: number): Promise<void> =>
  page.evaluate(n => {
    document.getElementById(`counts-go-up--${n}`)!.scrollIntoView({ behavior: 'instant', block: 'start' })
  }, frame)

describe('a film', () => {
  it('follows the text, forwards and backwards', async () => {
    const page = await open()
    await toStep(page, 3)
    await expect.poll(() => current(page)).toBe('3')
    const third = await caption(page)
    await toStep(page, 2)
    await expect.poll(() => current(page)).toBe('2')
    expect(await caption(page)).not.toBe(third)
    expect(await page.locator('.step.on').getAttribute('id')).toBe('counts-go-up--2')
    await page.context().close()
  })
  it('goes by keys on its scale and announces each frame once; the text moves it in silence', async () => {
    const page = await open()
    await toStep(page, 1)
    await expect.poll(() => current(page)).toBe('1')
    expect(await page.locator('.said').first().innerText()).toBe('')
    await page.evaluate(() => {
      const said: string[] = []
      Object.assign(window, { announced: said })
      new MutationObserver(() => said.push(document.querySelector('.stage .said')!.textContent!)).observe(
        document.querySelector('.stage .said')!,
        { childList: true },
      )
    })
    await page.locator('.tick').first().focus()
    for (const key of ['ArrowRight', 'ArrowRight', 'End', 'Home']) await page.keyboard.press(key)
    expect(await current(page)).toBe('1')
    const announced = await page.evaluate(() => (window as unknown as { announced: string[] }).announced)
    expect(announced.map(text => text.slice(0, 12))).toEqual([
      'Frame 2 of 4',
      'Frame 3 of 4',
      'Frame 4 of 4',
      'Frame 1 of 4',
    ])
    await page.context().close()
  })
  it('goes to the frame of a numeral, and draws after many jumps what a fresh page draws', async () => {
    const page = await open()
    // The numeral is in view already: a click that had to scroll would move the figure as well.
    await toStep(page, 2)
    await expect.poll(() => current(page)).toBe('2')
    await page.getByRole('button', { name: 'Show frame 3' }).click()
    expect(await current(page)).toBe('3')
    const drawn = () => page.locator('.plot.full svg').first().innerHTML()
    const first = await drawn()
    for (const n of [4, 1, 2, 4, 1, 3]) await page.getByRole('button', { name: `Frame ${n} of 4` }).click()
    expect((await drawn()).length).toBe(first.length)
    await page.context().close()
  })
  it('stands small at the top on a phone', async () => {
    const page = await open({ viewport: { width: 390, height: 844 } })
    await toStep(page, 3)
    await expect.poll(() => current(page)).toBe('3')
    const box = (await page.locator('.stage').first().boundingBox())!
    expect(box.y).toBeLessThan(60)
    expect(box.height).toBeLessThan(340)
    expect(await page.locator('.plot.compact svg').first().isVisible()).toBe(true)
    await page.context().close()
  })
})

const frames = (page: Page): Promise<number> =>
  page.evaluate(
    () => [...document.querySelectorAll('.still svg')].filter(s => s.getBoundingClientRect().width > 100).length,
  )

describe('without a script', () => {
  it('has each frame where the text speaks of it, and no stage beside it', async () => {
    const page = await open({ javaScriptEnabled: false })
    expect(await page.locator('.still svg').count()).toBe(4)
    for (const still of await page.locator('.still').all()) expect(await still.isVisible()).toBe(true)
    expect(await page.locator('.has-film .stage').first().isVisible()).toBe(false)
    await page.context().close()
  })
  it('is the same page when its script does not come', async () => {
    const page = await open({}, ['article.js'])
    await expect.poll(() => frames(page)).toBe(4)
    expect(await page.locator('.has-film .stage').first().isVisible()).toBe(false)
    await page.context().close()
  })
  it('shows the first frame when no script comes at all', async () => {
    const page = await open({}, ['article.js', 'early.js'])
    expect(await page.locator('.has-film .stage svg').first().isVisible()).toBe(true)
    await page.context().close()
  })
})

describe('on paper', () => {
  it.each([
    ['with a script', {}, []],
    ['without a script', { javaScriptEnabled: false }, []],
    ['with a script that does not come', {}, ['article.js']],
  ] as const)('%s every frame and every answer is printed', async (_, options, missing) => {
    const page = await open(options, [...missing])
    const { readPdf } = await import('../../print/readPdf.ts')
    const file = join(dist, 'paper.pdf')
    await page.pdf({ path: file, printBackground: true })
    const text = (await readPdf(file)).pages
      .map(p => p.text)
      .join(' ')
      .replaceAll(/\s+/g, ' ')
    for (const words of ['First.', 'Fourth.', 'hole would be left', 'leave a hole']) expect(text).toContain(words)
    // Each frame's caption stands once, under its drawing.
    expect(text.match(/Fig\. 1\.2/g)?.length).toBe(1)
    if (!('javaScriptEnabled' in options)) expect(await page.locator('.still svg').count()).toBe(4)
    await page.context().close()
  })
})

describe('a figure can be taken along', () => {
  const take = async (page: Page, name: string): Promise<void> => {
    await page.locator('.take summary').first().click()
    await page.locator('.take').first().getByRole('button', { name }).click()
  }
  const saved = async (page: Page, name: string): Promise<{ file: string; bytes: Buffer }> => {
    const download = page.waitForEvent('download')
    await take(page, name)
    const got = await download
    return { file: got.suggestedFilename(), bytes: readFileSync(await got.path()) }
  }

  it('as SVG that needs nothing of the page: its looks and its faces are in it', async () => {
    const page = await open()
    const shown = await page
      .locator('.plot.full svg')
      .first()
      .evaluate(svg => svg.textContent)
    const { file, bytes } = await saved(page, 'SVG')
    const text = bytes.toString()
    expect(file).toBe('08-smart-pointers-counts-go-up-1.svg')
    expect(text).not.toMatch(/var\(|class="/)
    expect(text).toContain('data:font/woff2')
    const alone = await page.context().newPage()
    await alone.goto(`data:image/svg+xml;base64,${bytes.toString('base64')}`)
    const words = await alone.evaluate(() => [...document.querySelectorAll('text')].map(t => t.textContent).join(''))
    expect(words).toBe(shown)
    await page.context().close()
  })
  it('as PNG, twice as fine as it is drawn, with a margin', async () => {
    const page = await open()
    const width = await page
      .locator('.plot.full svg')
      .first()
      .evaluate((svg: SVGSVGElement) => svg.viewBox.baseVal.width)
    const { bytes } = await saved(page, 'PNG')
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(bytes.readUInt32BE(16)).toBe(Math.round((width + 24) * 2))
    await page.context().close()
  })
  it('as the address of the frame that is shown, and as a line with its witness and the address that stays', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
    await toStep(page, 3)
    await expect.poll(() => current(page)).toBe('3')
    const clip = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
    await take(page, 'link')
    await expect.poll(clip).toMatch(/#counts-go-up--3$/)
    await page.locator('.take').first().getByRole('button', { name: 'citation' }).click()
    await expect
      .poll(clip)
      .toMatch(
        /^Rust internals\. Fig\. 1\.2, frame 3: .*recorded · rustc .*counts\.rs.*\. https:\/\/example\.org\/\d{4}-\d{2}\/08-smart-pointers\/read\/#counts-go-up--3$/,
      )
    await page.context().close()
  })
})

describe('a set of variants', () => {
  beforeAll(async () => {
    const variants = new TestCourse('01-borrow-checker')
    const tag = '<WhatIf rec="demo" variants="demo-drop, demo-last" question="Which one is refused?" plate="program" />'
    const { html } = await articleFrom(variants, await variants.read(`# A claim\n\n${tag}\n\n<!-- Said. -->`))
    variants.remove()
    write('variants/read/index.html', html)
  })
  const listings = (page: Page): Promise<number> => page.locator('.whatif-one .plate').count()

  it('costs one program until another one is opened, which then can be read and copied', async () => {
    const page = await open({}, [], 'variants')
    expect(await listings(page)).toBe(1)
    expect(await shownText(page)).not.toContain('E0506')
    await page.locator('.whatif-one > summary').nth(1).click()
    await expect.poll(() => listings(page)).toBe(2)
    const opened = page.locator('.whatif-one').nth(1)
    expect(await opened.locator('.plate').innerText()).toContain('E0506')
    expect(await opened.locator('button.copy').isVisible()).toBe(true)
    // Of a set one program is open.
    expect(await page.locator('.whatif-one').first().locator('.plate').isVisible()).toBe(false)
    await page.context().close()
  })
  it.each([
    ['no script runs', { javaScriptEnabled: false }, []],
    ['its script does not come', {}, ['article.js']],
  ] as const)('has all of them in the page where %s', async (_, options, missing) => {
    const page = await open(options, [...missing], 'variants')
    await expect.poll(() => listings(page)).toBe(3)
    await page.locator('.whatif-one > summary').nth(1).click()
    expect(await page.locator('.whatif-one').nth(1).locator('.plate').isVisible()).toBe(true)
    await page.context().close()
  })
})

describe('answers', () => {
  it('are not read before they are opened: by eye, by screen reader, without the style sheet, in what a name or title says', async () => {
    const page = await open()
    const read = async (): Promise<string> =>
      `${await shownText(page)} ${await page.locator('body').ariaSnapshot()} ${await page.evaluate(() =>
        [...document.querySelectorAll('[title], [alt]')]
          .map(e => e.getAttribute('title') ?? e.getAttribute('alt'))
          .join(' '),
      )}`
    const before = await read()
    for (const secret of SECRETS) expect(before).not.toContain(secret)
    await page.evaluate(() => {
      for (const sheet of document.querySelectorAll('link[rel=stylesheet], style')) sheet.remove()
    })
    const bare = await shownText(page)
    for (const secret of SECRETS) expect(bare).not.toContain(secret)
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true
    })
    const after = await shownText(page)
    for (const secret of SECRETS) expect(after).toContain(secret)
    await page.context().close()
  })
  it('say how the reader’s verdicts compare', async () => {
    const page = await open()
    const form = page.locator('.verdict-guess .case')
    await form.nth(0).getByText('compiles').click()
    await form.nth(1).getByText('compiles').click()
    await page.getByText('Show the answer').first().click()
    await expect
      .poll(() => page.locator('.compared').innerText())
      .toBe('The compiler agrees with 1 of your 2 verdicts.')
    await page.context().close()
  })
  it('of the quiz come with the choice, and are kept until the question changes', async () => {
    const page = await open()
    await page.locator('.question .option').nth(1).click()
    await expect.poll(() => page.locator('.feedback').innerText()).toBe('Not this one.')
    expect(await page.locator('.option.right .box').innerText()).toBe('A')
    expect(await page.locator('.reasons .why').isVisible()).toBe(true)
    await page.reload()
    await expect.poll(() => page.locator('.feedback').innerText()).toBe('Not this one.')
    const kept = await page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith('ri-quiz:')))
    expect(kept).toHaveLength(1)
    expect(JSON.parse(kept[0]![1] as string)).toMatchObject({ answer: [1], right: false })
    await page.evaluate(
      ([key, value]) => {
        localStorage.setItem(key!, JSON.stringify({ ...JSON.parse(value!), hash: 'of another edition' }))
      },
      kept[0] as [string, string],
    )
    await page.reload()
    expect(await page.locator('.feedback').innerText()).toBe('')
    expect(await page.locator('.reasons').getAttribute('open')).toBeNull()
    await page.context().close()
  })
})

describe('around the text', () => {
  it('marks the place in the contents', async () => {
    const page = await open()
    await page.evaluate(() =>
      document.getElementById('who-may-move-a-field-out')!.scrollIntoView({ behavior: 'instant' as never }),
    )
    await expect.poll(() => page.locator('.toc a[aria-current]').getAttribute('href')).toBe('#who-may-move-a-field-out')
    await page.context().close()
  })
  const kept = (page: Page): Promise<{ slides: number[]; last: number; how: string }> =>
    page.evaluate(() =>
      JSON.parse(Object.entries(localStorage).find(([key]) => key.startsWith('ri-seen:'))?.[1] ?? 'null'),
    )
  it.each([390, 1440])(
    'counts a section that was read to its end, so that all can be, and marks it (%i px)',
    async width => {
      const page = await open({ viewport: { width, height: 844 } })
      const all = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('main [data-no]')].map(e => Number(e.dataset.no)),
      )
      const deadline = Date.now() + 40_000
      for (let at = 0; Date.now() < deadline; at += 600) {
        await page.evaluate(y => scrollTo({ top: y, behavior: 'instant' }), at)
        await page.waitForTimeout(900)
        if (at > (await page.evaluate(() => document.documentElement.scrollHeight))) break
      }
      expect((await kept(page)).slides).toEqual(all)
      expect(await page.locator('.toc a.seen').count()).toBe(await page.locator('.toc a').count())
      expect(await page.locator('.toc a.seen').first().getAttribute('aria-label')).toMatch(/, read$/)
      await page.reload()
      expect(await page.locator('.toc a.seen').count()).toBe(await page.locator('.toc a').count())
      await page.context().close()
    },
    60_000,
  )
  it('does not count what was jumped over, and goes on where the reader was', async () => {
    const page = await open()
    const last = await page.evaluate(() => {
      const section = [...document.querySelectorAll<HTMLElement>('main [data-no]')].at(-1)!
      section.scrollIntoView({ behavior: 'instant' as never })
      return Number(section.dataset.no)
    })
    await page.waitForTimeout(1_600)
    const { slides, last: at, how } = await kept(page)
    expect([at, how]).toEqual([last, 'text'])
    expect(slides).not.toContain(2)
    await page.context().close()
  })
  it('has one switch for the scheme, under the name that decks use', async () => {
    const page = await open({ colorScheme: 'light' })
    await page.getByRole('button', { name: 'Change to the dark scheme' }).click()
    expect(await page.evaluate(() => localStorage.getItem('slidev-color-schema'))).toBe('dark')
    await page.reload()
    expect(await page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(true)
    await page.context().close()
  })
  it.each([390, 1024, 1440])('is accessible at %i px, at rest and with everything open', async width => {
    const page = await open({ viewport: { width, height: 844 } })
    const problems = await axe(page, 'page', 'light')
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true
    })
    problems.push(...(await axe(page, 'page', 'open')), ...(await movement(page, 'page', 'light')))
    problems.push(...(await keyboard(page, 'page', 30)), ...(await reflow(page, 'page')))
    expect(problems.map(p => p.message)).toEqual([])
    await page.context().close()
  })
})
