// Presses every key of the table on every kind of slide, in a projector's window and a desk's: what each does, that both windows show it, that nothing else happens, and that no console speaks.
import type { Browser, BrowserContext, Page } from 'playwright-chromium'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { KEYS, type CourseKey, type KeyName } from '../../../components/keys.ts'
import type { StageState } from '../../../components/Stage/state.ts'
import { findBrowser, launchBrowser } from '../browser.ts'
import type { Part } from '../schedule/day.ts'
import { serveEdited, type Edited } from './edit.testing.ts'

/** It has slides of every layout, sets of variants, exercises and quizzes. */
const DECK = '01-borrow-checker'
const LAYOUTS = 'cover promise section default predict split figure exercises quiz summary references'.split(' ')

interface Shown {
  no: number
  layout: string
}
interface Nav {
  slides: { no: number; meta: { slide: { frontmatter: { layout?: string } } } }[]
  currentSlideNo: number
  clicks: number
  clicksTotal: number
  go(no: number, clicks?: number): Promise<void>
}
type Global = { __slidev__: { nav: Nav }; __riStage: { get(): StageState; busy: boolean } }

/** Machines that do other things as well are slow, and not wrong. */
const eventually = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: 20_000 })

it('has a browser where one is required', () => {
  if (process.env.CI === 'true') expect(findBrowser()).not.toBeNull()
})

describe.skipIf(!findBrowser())('keys (needs a browser)', { timeout: 300_000 }, () => {
  let edited: Edited, browser: Browser, context: BrowserContext, projector: Page, desk: Page
  let kinds: Shown[]
  const wrong: string[] = []

  beforeAll(async () => {
    edited = await serveEdited(DECK)
    browser = await launchBrowser()
    context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' })
    // Which window leads is the room's business, and has tests of its own; here each goes where the test takes it.
    const still = { viewerSend: false, viewerReceive: false, presenterSend: false, presenterReceive: false }
    await context.addInitScript(text => localStorage.setItem('slidev-sync-directions', text), JSON.stringify(still))
    projector = await open('/1')
    desk = await open('/presenter/1')
    const slides = await projector.evaluate(() =>
      (window as unknown as Global).__slidev__.nav.slides.map(s => ({
        no: s.no,
        layout: s.meta.slide.frontmatter.layout ?? 'default',
      })),
    )
    kinds = LAYOUTS.map(layout => slides.find(slide => slide.layout === layout)!)
  })
  afterAll(async () => {
    await browser?.close()
    edited?.stop()
  })
  beforeEach(() => {
    wrong.length = 0
  })

  async function open(path: string): Promise<Page> {
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    page.setDefaultNavigationTimeout(120_000)
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) wrong.push(message.text())
    })
    page.on('pageerror', error => wrong.push(String(error)))
    await page.goto(edited.url + path)
    await page.locator('.slidev-layout:visible').first().waitFor({ timeout: 120_000 })
    return page
  }
  /** Slide and click of a window. */
  const place = (page: Page) =>
    page.evaluate(() => {
      const { nav } = (window as unknown as Global).__slidev__
      return [nav.currentSlideNo, nav.clicks] as const
    })
  const stage = (page: Page) => page.evaluate(() => (window as unknown as Global).__riStage.get())
  /** Takes both windows to a place, with nothing over the slide. */
  async function at(slide: number, click = 0): Promise<void> {
    const clean = (of: StageState) => of.veil === 'none' && !of.zoom && !of.spot && !of.strokes.length && !of.timer
    const there = async (page: Page) => {
      const open = await page.locator('#slide-content :is(.live, .whatif, .stage-help):visible').count()
      return String(await place(page)) === String([slide, click]) && clean(await stage(page)) && !open
    }
    if ((await there(desk)) && (await there(projector))) return projector.mouse.move(2, 2)
    for (const page of [projector, desk]) {
      await page.bringToFront()
      for (let i = 0; i < 3; i++) await page.keyboard.press('Escape')
    }
    for (const page of [desk, projector]) {
      await page.evaluate(([no, to]) => (window as unknown as Global).__slidev__.nav.go(no, to), [
        slide,
        click,
      ] as const)
      await eventually(() => place(page)).toEqual([slide, click])
      await page.locator(`#slide-content .slidev-page-${slide} .slidev-layout`).waitFor()
    }
    await projector.mouse.move(2, 2)
    await projector.keyboard.press('c')
    await eventually(() => stage(desk)).toMatchObject({
      veil: 'none',
      zoom: null,
      spot: null,
      strokes: [],
      timer: null,
    })
  }
  const both = async (of: Partial<StageState>) => {
    for (const page of [projector, desk]) await eventually(() => stage(page)).toMatchObject(of)
  }

  it('finds every kind of slide', () => {
    expect(kinds.filter(Boolean).map(kind => kind.layout)).toEqual(LAYOUTS)
  })

  it.each(LAYOUTS.map((layout, i) => [layout, i] as const))(
    'does what the table says on a %s slide',
    async (layout, i) => {
      const { no } = kinds[i]!
      const total = await projector.evaluate(() => (window as unknown as Global).__slidev__.nav.slides.length)
      /** What each key of the table does here; a key without a line would be a key that nobody presses. */
      const does: Record<KeyName, () => Promise<void>> = {
        next: steps('next', 1),
        back: steps('back', -1),
        nextSlide: steps('nextSlide', 1),
        backSlide: steps('backSlide', -1),
        first: () => jumps('Home', 1),
        last: () => jumps('End', total),
        section: () => jumps('Shift+B', 10),
        return: async () => {
          const far = no > 2
          await press(far ? 'Home' : 'End')
          await eventually(() => place(projector)).toEqual([far ? 1 : total, 0])
          await press('Backspace')
          await eventually(() => place(projector)).toEqual([no, 0])
        },
        black: () => covers('black'),
        white: () => covers('white'),
        zoom: async () => {
          const figures = await projector
            .locator(`#slide-content .slidev-page-${no} :is(.fig-plot, .plate, table):visible`)
            .count()
          await press('z')
          await both({ zoom: figures ? { slide: no, at: 0 } : null })
          const moved = await projector.evaluate(() => document.getElementById('slideshow')!.style.transform)
          expect(moved !== '').toBe(figures > 0 && /scale\((?!1\))/.test(moved))
          if (!figures) return
          // What is zoomed into lies on the sheet, and is larger than it was.
          const rest = await projector.locator('.stage-rest').getAttribute('d')
          expect(rest).toMatch(/^M-4000/)
          await press('Escape')
          await both({ zoom: null })
        },
        spotlight: async () => {
          await projector.mouse.move(640, 300)
          await press('s')
          await eventually(async () => (await stage(projector)).spot?.slide).toBe(no)
          await projector.locator('.stage-ring').waitFor()
          await desk.locator('.stage-ring').waitFor()
          await press('s')
          await both({ spot: null })
        },
        lineDown: () => moves('j'),
        lineUp: () => moves('k'),
        laser: async () => {
          await projector.mouse.move(640, 300)
          await press('l')
          for (const page of [projector, desk]) await page.locator('.stage-laser').waitFor()
          await press('l')
          for (const page of [projector, desk]) await page.locator('.stage-laser').waitFor({ state: 'detached' })
        },
        draw: async () => {
          await press('d')
          await draw()
          await press('Escape')
          for (const page of [projector, desk]) await page.locator('.stage-stroke').waitFor()
          await press('c')
          await both({ strokes: [] })
        },
        undo: async () => {
          await press('d')
          await draw()
          await draw()
          await press('u')
          await eventually(async () => (await stage(desk)).strokes.length).toBe(1)
          await press('d')
          await press('c')
          await both({ strokes: [] })
        },
        clear: async () => press('c'),
        close: async () => press('Escape'),
        digit: async () => {
          await press('1')
          if (layout !== 'quiz') return
          // One answers as soon as one option is chosen; an order wants all of them.
          for (const page of [projector, desk])
            await page.locator(`#slide-content .slidev-page-${no} .quiz-options [aria-pressed=true]`).first().waitFor()
        },
        whatIfNext: () => setOfVariants('v'),
        whatIfBack: () => setOfVariants('Shift+V'),
        run: async () => {
          const programs = await projector.locator(`#slide-content .slidev-page-${no} .live-button:visible`).count()
          await press('r')
          for (const page of [projector, desk])
            await page.locator('#slide-content .live').waitFor({ state: programs ? 'visible' : 'detached' })
          await press('PageDown')
          for (const page of [projector, desk])
            await page.locator('#slide-content .live').waitFor({ state: 'detached' })
          if (programs) expect(await place(projector)).toEqual([no, 0])
        },
        larger: async () => press('+'),
        smaller: async () => press('-'),
        timer: async () => {
          await press('x')
          for (const page of [projector, desk]) await page.locator('.stage-timer').waitFor()
          expect((await stage(projector)).timer?.kind).toBe(layout === 'exercises' ? 'exercise' : 'break')
          await press('+')
          await press('x')
          const { timer } = await stage(desk)
          expect(timer).toMatchObject({ ends: null, corner: false })
          await press('PageDown')
          for (const page of [projector, desk]) await page.locator('.stage-corner').waitFor()
          expect(await place(projector)).toEqual([no, 0])
          await press('x')
          await press('Escape')
          await both({ timer: null })
        },
        clock: async () => press('t'),
        fullscreen: async () => {},
        scheme: async () => {
          const dark = () => projector.evaluate(() => document.documentElement.classList.contains('dark'))
          const before = await dark()
          await press('i')
          await eventually(dark).toBe(!before)
          await press('i')
          await eventually(dark).toBe(before)
        },
        projectorScheme: async () => press('/'),
        overview: async () => {
          await press('o')
          await projector.waitForTimeout(200)
          expect(await projector.locator('.slidev-overview, #slide-overview, [class*=overview]:visible').count()).toBe(
            0,
          )
          expect(await place(projector)).toEqual([no, 0])
        },
        goTo: async () => {
          await press('g')
          await projector.waitForTimeout(100)
          expect(await projector.locator('#slidev-goto-dialog.top-5, #slidev-goto-dialog:focus-within').count()).toBe(0)
        },
        address: async () => press('q'),
        votes: async () => press('m'),
        again: async () => press('y'),
        audience: async () => press('n'),
        extra: async () => press('e'),
        rebuilt: async () => press('a'),
        phone: async () => press('p'),
        help: async () => {
          await press('?')
          await projector.locator('.stage-help').waitFor()
          // What helps one window is not for the room.
          expect(await desk.locator('.stage-help').count()).toBe(0)
          await press('PageDown')
          await projector.locator('.stage-help').waitFor({ state: 'detached' })
          expect(await place(projector)).toEqual([no, 0])
        },
      }
      const press = (key: string) => projector.keyboard.press(key)
      async function jumps(key: string, to: number): Promise<void> {
        await press(key)
        await eventually(() => place(projector)).toEqual([to, 0])
      }
      function steps(name: 'next' | 'back' | 'nextSlide' | 'backSlide', by: 1 | -1) {
        return async () => {
          for (const key of KEYS[name].keys as readonly string[]) {
            await at(no)
            const clicks = await projector.evaluate(() => (window as unknown as Global).__slidev__.nav.clicksTotal)
            await press(key)
            const within = name === 'next' && clicks > 0
            const to = Math.min(total, Math.max(1, within ? no : no + by))
            await eventually(async () => (await place(projector))[0]).toBe(to)
            if (within) expect((await place(projector))[1]).toBe(1)
          }
        }
      }
      async function covers(veil: 'black' | 'white'): Promise<void> {
        for (const key of KEYS[veil].keys as readonly string[]) {
          await press(key)
          await projector.locator(`.stage-veil.${veil}`).waitFor()
          await desk.locator('.stage-told').waitFor()
          expect(await desk.locator('.stage-veil').count()).toBe(0)
          await press('PageDown')
          await both({ veil: 'none' })
          expect(await place(projector)).toEqual([no, 0])
        }
      }
      async function moves(key: string): Promise<void> {
        await press(key)
        const { spot } = await stage(projector)
        if (!spot) return
        expect(spot).toEqual({ slide: no, at: 0 })
        await press('j')
        const next = (await stage(projector)).spot!
        expect([0, 1]).toContain(next.at)
        await press('k')
        await both({ spot: { slide: no, at: 0 } })
      }
      async function draw(): Promise<void> {
        await projector.mouse.move(300, 300)
        await projector.mouse.down()
        await projector.mouse.move(360, 340, { steps: 4 })
        await projector.mouse.up()
      }
      async function setOfVariants(key: string): Promise<void> {
        const sets = await projector.locator(`#slide-content .slidev-page-${no} .whatif-control:visible`).count()
        await press(key)
        for (const page of [projector, desk])
          await page.locator('#slide-content .whatif').waitFor({ state: sets ? 'visible' : 'detached' })
        await press('Escape')
      }

      for (const name of Object.keys(KEYS) as KeyName[]) {
        await at(no)
        await projector.bringToFront()
        const key: CourseKey = KEYS[name]
        try {
          await does[name]()
          if (key.heard === 'desk') expect(await place(projector)).toEqual([no, 0])
          expect(await projector.locator('.stage-veil').count()).toBe(0)
        } catch (error) {
          throw new Error(`the key of \`${name}\` on slide ${no}: ${(error as Error).message}`, { cause: error })
        }
      }
      expect(wrong).toEqual([])
    },
  )

  it('lets a focus swallow no clicker', async () => {
    const split = kinds.find(kind => kind.layout === 'quiz')!.no
    await at(split)
    const option = projector.locator(`#slide-content .slidev-page-${split} .quiz-options button`).first()
    await option.focus()
    await projector.keyboard.press('PageDown')
    await eventually(() => place(projector)).toEqual([split, 1])
    await option.focus()
    await projector.keyboard.press('ArrowRight')
    await eventually(() => place(projector)).toEqual([split, 2])
    // Who went into a figure by Tab plays it, and is not thrown to the first slide; the clicker steps from there too.
    const figure = kinds.find(kind => kind.layout === 'figure')!.no
    await at(figure)
    const scale = projector.locator(`#slide-content .slidev-page-${figure} .ri-figure button:not([disabled])`).first()
    await scale.focus()
    await projector.keyboard.press('End')
    await projector.keyboard.press('Home')
    await eventually(() => place(projector)).toEqual([figure, 0])
    await projector.keyboard.press('PageDown')
    await eventually(() => place(projector)).toEqual([figure, 1])
    await at(split)
    // After a click of the mouse nothing has the focus.
    await option.click({ force: true }).catch(() => {})
    expect(await projector.evaluate(() => document.activeElement === document.body)).toBe(true)
  })

  it('switches a set of variants for both windows, whichever is used', async () => {
    const no = await projector.evaluate(async () => {
      const { nav } = (window as unknown as Global).__slidev__
      for (const { no } of nav.slides) {
        await nav.go(no)
        await new Promise(resolve => setTimeout(resolve, 350))
        if (document.querySelector(`#slide-content .slidev-page-${no} .whatif-control`)) return no
      }
      return 0
    })
    expect(no).toBeGreaterThan(0)
    await at(no)
    const shown = (page: Page) =>
      page
        .locator('#slide-content .whatif')
        .evaluate(e => [(e as HTMLElement).dataset.at, (e as HTMLElement).dataset.judged])
    await desk.bringToFront()
    await desk.keyboard.press('v')
    for (const page of [desk, projector]) await eventually(() => shown(page)).toEqual(['1', 'false'])
    await desk.keyboard.press('v')
    for (const page of [desk, projector]) await eventually(() => shown(page)).toEqual(['1', 'true'])
    await projector.bringToFront()
    await projector.keyboard.press('1')
    for (const page of [desk, projector]) await eventually(() => shown(page)).toEqual(['0', 'true'])
    // A window that is opened again asks the others.
    await projector.reload()
    await projector.locator('#slide-content .whatif').waitFor()
    expect(await shown(projector)).toEqual(['0', 'true'])
    await projector.keyboard.press('Escape')
    for (const page of [desk, projector]) await page.locator('#slide-content .whatif').waitFor({ state: 'detached' })
    expect(wrong).toEqual([])
  })

  it("walks a day's plan: at the end of a deck the planned pause, then the next deck", async () => {
    const page = await context.newPage()
    const parts: Part[] = [
      { kind: 'deck', deck: DECK, title: 'One', from: 540, to: 625 },
      { kind: 'lunch', deck: null, title: 'Lunch', from: 625, to: 685 },
      { kind: 'deck', deck: '02-async-runtime', title: 'Two', from: 685, to: 760 },
    ]
    await page.addInitScript(plan => {
      const room = {
        role: 'projector',
        live: null,
        plan,
        toDeck: (deck: string) => Object.assign(window, { went: deck }),
      }
      Object.assign(window, { __riRoom: room })
    }, parts)
    await page.goto(`${edited.url}/1`)
    await page.locator('.slidev-layout:visible').first().waitFor()
    const went = () => page.evaluate(() => (window as unknown as { went?: string }).went)
    await page.keyboard.press('PageDown')
    expect(await page.locator('.stage-timer').count()).toBe(0)
    await page.keyboard.press('End')
    const total = await page.evaluate(() => (window as unknown as Global).__slidev__.nav.slides.length)
    await eventually(async () => (await place(page))[0]).toBe(total)
    for (let i = 0; i < 30 && !(await page.locator('.stage-timer').count()); i++) {
      await page.keyboard.press('PageDown')
      await page.waitForTimeout(100)
    }
    await page.locator('.stage-timer').waitFor()
    expect((await stage(page)).timer).toMatchObject({ kind: 'break', title: 'Lunch' })
    expect(await went()).toBeUndefined()
    await page.keyboard.press('PageDown')
    expect(await went()).toBe('02-async-runtime')
    expect((await stage(page)).timer).toBeNull()
    await page.close()
  })
})
