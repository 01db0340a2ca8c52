// npm run bench:figures [-- family ...] [--json] [--rounds N]: what one step of a figure costs in Chromium. For each family the largest recorded trace of the course, in the
// built site, on its slide or in the gallery; stepped by key to its last frame and back.
//
//   script     ms of JavaScript from the key to the changed DOM, and whatever runs up to the second frame of the screen. Each step is
//              taken in every round and counts with its median, so that what else the machine does stays out; then median, 95th percentile, largest of the steps
//   all        the same with style and layout, by Chromium's own counters
//   marks      marks of the largest frame
//   by data    marks that differ between two frames, by the model: mean over the steps
//   in DOM     marks that the page redrew, by a MutationObserver: mean over the steps
//   nodes      elements and texts that changed in one step: median, largest
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-chromium'
import { launchBrowser } from './lib/browser.ts'
import { optionsOf } from './lib/command.ts'
import { deckIds, ROOT } from './lib/deck.ts'
import { type FigureUse, figureUses } from './lib/proof/figureUses.ts'
import { serve } from './lib/serve.ts'

const { _: positionals, ...values } = await optionsOf({
  name: 'npm run bench:figures -- [family …]',
  description: 'Measures what one step of a figure costs in Chromium, for the largest recording of each family.',
  args: {
    json: { type: 'boolean', description: 'print one JSON object' },
    rounds: { type: 'string', default: '5', valueHint: 'N', description: 'how often each step is taken' },
    dist: { type: 'string', default: join(ROOT, 'dist'), description: 'the built site' },
  },
})
const ROUNDS = Number(values.rounds),
  TARGET = 16

interface Film {
  use: FigureUse
  frames: number
  marks: number
  /** keys that differ between frame i and i + 1 */ changed: number[]
}
interface Row {
  family: string
  where: string
  frames: number
  marks: number
  steps: number
  script: [number, number, number]
  all: [number, number, number]
  changedByData: number
  redrawn: number
  nodes: [number, number]
}

/** How much a use draws, and what each step changes. */
function filmOf(use: FigureUse): Film {
  const trace = use.family.fromRecording(use.recording, use.options)
  const drawn = trace.frames.map(
    f => new Map(use.family.model.layout(f, use.size).map(m => [m.key, JSON.stringify(m)])),
  )
  const changed = drawn.slice(1).map((b, i) => {
    const a = drawn[i]!
    return new Set([...a.keys(), ...b.keys()].filter(k => a.get(k) !== b.get(k))).size
  })
  return { use, frames: trace.frames.length, marks: Math.max(...drawn.map(d => d.size)), changed }
}
const weight = (f: Film): number => f.frames * f.marks

/** The largest of each family, by marks drawn over all frames. */
function largest(uses: readonly FigureUse[]): Film[] {
  const best = new Map<string, Film>()
  for (const use of uses) {
    const film = filmOf(use),
      before = best.get(use.tag)
    if (film.frames > 1 && (!before || weight(film) > weight(before))) best.set(use.tag, film)
  }
  return [...best.values()]
}

/** Opens the page on which a figure stands. @returns a selector of the figure */
async function open(page: Page, url: string, film: Film): Promise<string> {
  const slide = /^slide (\d+) of (\S+):/.exec(film.use.where)
  await page.goto('about:blank')
  if (slide) {
    await page.goto(`${url}${slide[2]}/index.html#/${slide[1]}`)
    const root = `.slidev-page-${slide[1]} .ri-figure[data-frames="${film.frames}"]`
    await page.waitForSelector(root, { timeout: 20_000 }).catch(() => {
      throw new Error(`${film.use.where} does not show a figure of ${film.frames} frames: build the site again.`)
    })
    // Three seconds after its arrival at a slide Slidev draws its neighbours: that is no step's cost.
    await page.waitForTimeout(4500)
    return root
  }
  await page.goto(`${url}${deckIds()[0]}/index.html#/gallery?family=${film.use.tag}`)
  const name = film.use.where.replace('example ', '').replaceAll(/ (\w+)=([^=]*?)(?= \w+=|$)/g, ' $1="$2"')
  await page.waitForSelector('.ri-gallery .example', { timeout: 60_000 })
  const id = await page.evaluate(
    name =>
      [...document.querySelectorAll('.example')]
        .find(e => e.querySelector('h3')?.textContent === name)
        ?.getAttribute('data-figure'),
    name,
  )
  if (!id) throw new Error(`The gallery has no example \`${name}\`: build the site again.`)
  // What the gallery draws beside it would be laid out with it.
  await page.addStyleTag({
    content: `section .example:not([data-figure="${id}"]), .frames { display: none !important }`,
  })
  return `[data-figure="${id}"] .ri-figure`
}

/** ms since the page began. What a call from outside runs, the key itself, Chromium does not count as script. */
async function counters(cdp: CDPSession): Promise<{ script: number; style: number }> {
  const { metrics } = await cdp.send('Performance.getMetrics'),
    of = (name: string) => (metrics.find(m => m.name === name)?.value ?? 0) * 1000
  return { script: of('ScriptDuration'), style: of('LayoutDuration') + of('RecalcStyleDuration') }
}

/** Runs in the page: one key, two frames of the screen, and what changed. */
async function press([root, key]: [string, string]): Promise<{
  step: number
  script: number
  marks: number
  nodes: number
}> {
  const figure = document.querySelector<HTMLElement>(root)!,
    plot = figure.querySelector('.fig-plot svg')!
  const records: MutationRecord[] = [],
    observer = new MutationObserver(fresh => {
      records.push(...fresh)
    })
  observer.observe(plot, { subtree: true, childList: true, attributes: true, characterData: true })
  const begun = performance.now()
  figure.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  // Slidev's router and Vue draw in microtasks: a message comes when none is left.
  await new Promise<void>(resolve => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      channel.port1.close()
      resolve()
    }
    channel.port2.postMessage(0)
  })
  const script = performance.now() - begun
  await new Promise<void>(resolve => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
  const marks = new Set<string>(),
    nodes = new Set<Node>(),
    left = new Set<Node>()
  for (const r of records) {
    const key = (r.target as Element).closest?.<SVGGElement>('.mark')?.dataset.key
    if (r.target !== plot) {
      nodes.add(r.target)
      if (key !== undefined) marks.add(key)
      continue
    }
    for (const n of r.removedNodes) left.add(n)
    for (const n of r.addedNodes) {
      nodes.add(n)
      if (!left.delete(n)) marks.add((n as SVGGElement).dataset?.key ?? '')
    }
  }
  for (const n of left) {
    nodes.add(n)
    marks.add((n as SVGGElement).dataset?.key ?? '')
  }
  marks.delete('')
  observer.disconnect()
  return { step: Number(figure.dataset.step), script, marks: marks.size, nodes: nodes.size }
}

const sorted = (xs: readonly number[]): number[] => [...xs].sort((a, b) => a - b)
const quantile = (xs: readonly number[], q: number): number =>
  sorted(xs)[Math.min(xs.length - 1, Math.floor(q * xs.length))] ?? 0
const spread = (xs: readonly number[]): [number, number, number] => [
  quantile(xs, 0.5),
  quantile(xs, 0.95),
  Math.max(...xs),
]
const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / Math.max(1, xs.length)

async function measure(page: Page, cdp: CDPSession, url: string, film: Film): Promise<Row> {
  const root = await open(page, url, film)
  await page.evaluate(press, [root, 'Home'] as [string, string])
  const way = [
    ...Array.from({ length: film.frames - 1 }, (_, i) => ['ArrowRight', i + 1] as const),
    ...Array.from({ length: film.frames - 1 }, (_, i) => ['ArrowLeft', film.frames - 2 - i] as const),
  ]
  const steps = way.map(() => ({ script: [] as number[], all: [] as number[], marks: 0, nodes: 0 }))
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, [key, to]] of way.entries()) {
      const before = await counters(cdp),
        r = await page.evaluate(press, [root, key] as [string, string]),
        after = await counters(cdp)
      if (r.step !== to) throw new Error(`${film.use.where}: the key ${key} led to frame ${r.step + 1}, not ${to + 1}`)
      // The first round warms the page up: its functions are not compiled yet.
      if (!round) continue
      const scripting = r.script + after.script - before.script
      steps[i]!.script.push(scripting)
      steps[i]!.all.push(scripting + after.style - before.style)
      Object.assign(steps[i]!, { marks: r.marks, nodes: r.nodes })
    }
  }
  const script = steps.map(s => quantile(s.script, 0.5)),
    all = steps.map(s => quantile(s.all, 0.5)),
    marks = steps.map(s => s.marks),
    nodes = steps.map(s => s.nodes)
  return {
    family: film.use.tag,
    where: film.use.where,
    frames: film.frames,
    marks: film.marks,
    steps: steps.length,
    script: spread(script),
    all: spread(all),
    changedByData: mean(film.changed),
    redrawn: mean(marks),
    nodes: [quantile(nodes, 0.5), Math.max(...nodes)],
  }
}

if (!existsSync(join(values.dist, 'index.html')))
  throw new Error('There is no built site to measure: run `npm run build -- --no-pdf` first.')
const films = largest((await figureUses()).filter(u => !positionals.length || positionals.includes(u.tag))).sort(
  (a, b) => a.use.tag.localeCompare(b.use.tag),
)
if (!films.length) throw new Error(`There is no such figure: ${positionals.join(', ')}`)
const server = await serve(values.dist),
  browser = await launchBrowser(),
  rows: Row[] = []
try {
  const page = await (
      await browser.newContext({ viewport: { width: 980, height: 552 }, serviceWorkers: 'block' })
    ).newPage(),
    cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  for (const film of films) {
    try {
      rows.push(await measure(page, cdp, server.url, film))
    } catch (e) {
      // A site that is older than a recording has not got every film; the others are still worth their figures.
      console.error((e as Error).message)
      process.exitCode = 1
    }
  }
} finally {
  await browser.close()
  await server.close()
}

if (values.json) console.log(JSON.stringify({ target: TARGET, rounds: ROUNDS, rows }))
else {
  const f = (xs: readonly number[], digits = 1) => xs.map(x => x.toFixed(digits).padStart(5)).join(' ')
  console.log(
    'family         frames marks   script ms: p50 p95 max     all ms: p50 p95 max   by data  in DOM   nodes: p50 max   where',
  )
  for (const r of rows)
    console.log(
      `${r.family.padEnd(14)} ${String(r.frames).padStart(6)} ${String(r.marks).padStart(5)}     ${f(r.script)}        ${f(r.all)}     ${r.changedByData.toFixed(1).padStart(5)}   ${r.redrawn.toFixed(1).padStart(5)}       ${f(r.nodes, 0)}     ${r.where}`,
    )
  const slow = rows.filter(r => r.script[2] > TARGET)
  console.log(
    slow.length
      ? `\nA step of more than ${TARGET} ms of scripting: ${slow.map(r => r.family).join(', ')}`
      : `\nA step takes less than ${TARGET} ms of scripting in every family.`,
  )
}
