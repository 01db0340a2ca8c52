// Draws a figure family without Slidev and writes PNGs of every frame: `npm run figure -- FatPointer [example] [option=value …] [--scheme light|dark] [--each] [--scale 2] [--out DIR]`.
// Reads components/<Tag>/model.ts and the recorded components/<Tag>/examples/*.json. Where the model exports `examples`, its options are used.
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { chromium } from 'playwright-chromium'
import { createServer } from 'vite'
import { createSSRApp, h, type Component } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { parse as parseYaml } from 'yaml'
import { PLOT, STRIP, type FigureModel, type Size, type Trace } from '../components/figure/contract.ts'
import { crossings, flaws } from '../components/figure/overlap.ts'
import { command } from './lib/command.ts'
import { readExample } from './lib/recording/check.ts'

/** What a family's model.ts may export beside `model` and `fromRecording`: the examples as the gallery shows them. */
interface Example {
  example: string
  options?: Record<string, unknown>
  title?: string
}
interface Family {
  model: FigureModel<unknown>
  fromRecording: (recording: never, options: Record<string, unknown>) => Trace<unknown>
  examples?: readonly Example[]
}
interface Parts {
  marks: Component
  scale: Component
  rich: Component
}

const ROOT = resolve(import.meta.dirname, '..')
const HALF: Size = { width: 432, height: 300 }

/** `show=call depth=2 wide` -> `{ show: 'call', depth: 2, wide: true }` */
function optionsOf(words: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    words.map(w => {
      const [key, ...rest] = w.split('='),
        value = rest.join('=')
      return [
        key,
        rest.length === 0
          ? true
          : value !== '' && !Number.isNaN(Number(value))
            ? Number(value)
            : value === 'true'
              ? true
              : value === 'false'
                ? false
                : value,
      ]
    }),
  )
}

/** The Vue parts that draw every figure, compiled for the server. */
async function loadParts(): Promise<{ parts: Parts; close: () => Promise<void> }> {
  const server = await createServer({
    configFile: false,
    root: ROOT,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins: [vue()],
    cacheDir: join(ROOT, '.cache/vite-figure'),
  })
  const load = async (file: string) => (await server.ssrLoadModule(`/components/figure/${file}`)).default as Component
  return {
    parts: { marks: await load('MarkLayer.vue'), scale: await load('StepScale.vue'), rich: await load('RichText.vue') },
    close: () => server.close(),
  }
}

const html = (component: Component, props: object): Promise<string> =>
  renderToString(createSSRApp({ render: () => h(component, props) }))

interface Film {
  title: string
  problems: string[]
  body: string
}

/** One figure as HTML: every frame at slide size with its band, at half width, and the filmstrip. */
async function film(parts: Parts, family: Family, trace: Trace<unknown>, name: string): Promise<Film> {
  const problems: string[] = [],
    out: string[] = []
  const draw = (i: number, box: Size) => {
    const marks = family.model.layout(trace.frames[i], box),
      where = `${name} frame ${i + 1} at ${box.width}x${box.height}`
    problems.push(...[...flaws(marks, box), ...crossings(marks)].map(p => `${where}: ${p}`))
    return html(parts.marks, { marks, ...box, label: trace.title })
  }
  const caption = (i: number) =>
    html(parts.rich, { text: family.model.describe(trace.frames[i - 1] ?? null, trace.frames[i]) })
  for (const [i] of trace.frames.entries()) {
    out.push(`<section class="ri-figure shot" data-frame="${i + 1}"><div class="fig-plot" style="width:${PLOT.width}px;height:${PLOT.height}px">${await draw(i, PLOT)}</div>
      <div class="fig-band"><div class="fig-no">Fig. ${i + 1}</div><div class="fig-cap">${await caption(i)}</div>${trace.frames.length > 1 ? `<div class="fig-step">${await html(parts.scale, { step: i, count: trace.frames.length, interactive: false })}</div>` : ''}</div></section>`)
  }
  const keys = family.model.keyFrames?.(trace) ?? trace.frames.map((_, i) => i)
  const strip = await Promise.all(
    keys.map(async i => `<li>${await draw(i, STRIP)}<p><b>${i + 1}</b> ${await caption(i)}</p></li>`),
  )
  const half = await Promise.all(trace.frames.map(async (_, i) => `<div class="half">${await draw(i, HALF)}</div>`))
  return {
    title: `${name}: ${trace.title} · ${trace.provenance.source} · ${trace.provenance.note ?? ''}`,
    problems,
    body: `<div class="frames">${out.join('')}</div><h2>strip 300 x 152</h2><ol class="filmstrip">${strip.join('')}</ol><h2>half 432 x 300</h2><div class="halves">${half.join('')}</div>`,
  }
}

/** What a slide passes beside the recording: the snippet's text, and its `.ops.yaml` where there is one. */
async function beside(folder: string, example: string): Promise<{ source: string; ops?: unknown }> {
  const path = join(folder, 'examples', example),
    ops = `${path}.ops.yaml`
  return {
    source: await readFile(`${path}.rs`, 'utf8'),
    ...(existsSync(ops) ? { ops: parseYaml(await readFile(ops, 'utf8')) } : {}),
  }
}

async function stylesheet(): Promise<string> {
  const files = await Promise.all(
    ['fonts.css', 'tokens.css', 'figure.css'].map(f => readFile(join(ROOT, 'styles', f), 'utf8')),
  )
  return files.join('\n').replaceAll("'../public/", `'${pathToFileURL(join(ROOT, 'public')).href}/`)
}

const page = (
  css: string,
  scheme: string,
  f: Film,
) => `<!doctype html><html class="${scheme}"><meta charset="utf-8"><style>${css}
  *{transition:none!important} body{margin:0;padding:24px 32px;background:var(--ri-paper);width:1832px} h1{font:600 18px/24px var(--ri-text);color:var(--ri-ink);margin:0 0 16px} h2{font:600 13px/18px var(--ri-mono);color:var(--ri-ink-2);margin:24px 0 8px}
  .frames{display:grid;grid-template-columns:876px 876px;gap:28px 48px} .filmstrip{grid-template-columns:repeat(6,280px)!important} .halves{display:grid;grid-template-columns:repeat(4,432px);gap:20px}
  .filmstrip li .ri-svg,.half .ri-svg{outline:1px dotted var(--ri-hair)}</style><h1></h1>${f.body}</html>`

await command({
  name: 'npm run figure --',
  description: 'Draws every frame of a figure family to PNG: FAMILY [example] [option=value …]',
  args: {
    family: { type: 'positional', required: true, description: 'the tag, for example FatPointer' },
    scheme: { type: 'string', description: 'light or dark; both when absent' },
    each: { type: 'boolean', description: 'also one PNG for each frame' },
    scale: { type: 'string', default: '1', description: 'device pixels per unit' },
    out: { type: 'string', required: true, default: '.cache/figures', description: 'folder to write to' },
  },
  async run(args) {
    const words = args._.slice(1),
      example = words.find(w => !w.includes('=')),
      options = optionsOf(words.filter(w => w !== example))
    const folder = join(ROOT, 'components', args.family)
    const family = (await import(pathToFileURL(join(folder, 'model.ts')).href)) as Family
    const recorded = (await readdir(join(folder, 'examples')))
      .filter(f => f.endsWith('.json'))
      .map(f => f.slice(0, -5))
      .sort()
    const listed: readonly Example[] = Object.keys(options).length
      ? recorded.map(e => ({ example: e, options }))
      : (family.examples ?? recorded.map(e => ({ example: e })))
    const wanted = listed.filter(e => !example || e.example === example)
    if (!wanted.length)
      throw new Error(
        `components/${args.family}/examples holds no recording ${example ?? ''}: write examples/NAME.rs and run \`npm run record\`. Recorded: ${recorded.join(', ') || 'none'}.`,
      )
    const out = resolve(ROOT, args.out, args.family)
    await mkdir(out, { recursive: true })
    const { parts, close } = await loadParts()
    const css = await stylesheet()
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--font-render-hinting=none'],
    })
    let bad = 0
    try {
      for (const e of wanted) {
        const name = [
          e.example,
          ...Object.entries(e.options ?? {}).map(([k, v]) => `${k}-${Array.isArray(v) ? v.join('+') : v}`),
        ]
          .join('--')
          .replace(/[^\w.+-]+/g, '_')
        const recording = readExample(args.family, e.example) as never
        const trace = family.fromRecording(recording, { ...(await beside(folder, e.example)), ...e.options })
        const f = await film(parts, family, trace, name)
        bad += f.problems.length
        for (const p of f.problems) console.error(`  ${p}`)
        for (const scheme of args.scheme ? [args.scheme] : ['light', 'dark']) {
          const tab = await browser.newPage({
            viewport: { width: 1896, height: 1000 },
            deviceScaleFactor: Number(args.scale),
          })
          const file = join(out, `${name}-${scheme}`)
          await writeFile(`${file}.html`, page(css, scheme, f))
          await tab.goto(pathToFileURL(`${file}.html`).href)
          await tab.locator('h1').evaluate((n, t) => {
            n.textContent = t
          }, f.title)
          await tab.evaluate(() => document.fonts.ready.then(() => true))
          await tab.screenshot({ path: `${file}.png`, fullPage: true })
          if (args.each)
            for (const shot of await tab.locator('.shot').all())
              await shot.screenshot({ path: `${file}-${await shot.getAttribute('data-frame')}.png` })
          await tab.close()
          console.log(relative(ROOT, `${file}.png`))
        }
      }
    } finally {
      await browser.close()
      await close()
    }
    if (bad) {
      console.error(`${bad} flaw${bad === 1 ? '' : 's'} in the geometry.`)
      process.exitCode = 1
    }
  },
})
