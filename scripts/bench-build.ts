// npm run bench:build [-- deck ...] [--json] [--scale] [--no-loop]: this build against the loop that every project of several Slidev decks runs, on the real course, in one run.
//
//   loop       slidev build, then slidev export, deck by deck: the decks as single-page apps and their slides as PDF
//   cold       npm run build with nothing in the cache: all of that, articles, handouts, search
//   same       only what the loop makes, cold: the decks and their slides as PDF
//   noop       npm run build again
//   one slide  a word of one slide changed
//   component  a change of a figure's component: which decks are printed again, and which use it
//   scale      cold builds of 1, 3, 6, 11 and 22 decks, copied from the course (--scale)
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { BuildResult } from './lib/build/build.ts'
import { filesBelow } from './lib/build/digest.ts'
import { table } from './lib/build/progress.ts'
import { selectDecks } from './lib/build/select.ts'
import { Tree } from './lib/build/tree.ts'
import { requireBrowser } from './lib/browser.ts'
import { optionsOf } from './lib/command.ts'

const ROOT = resolve(import.meta.dirname, '..')
const SCALE = [1, 3, 6, 11, 22]
const { _: positionals, ...values } = await optionsOf({
  name: 'npm run bench:build -- [deck …]',
  description:
    'Measures this build against the loop of `slidev build` and `slidev export`, deck by deck, on the real course.',
  args: {
    json: { type: 'boolean', description: 'print one JSON object' },
    scale: { type: 'boolean', description: `also cold builds of ${SCALE.join(', ')} decks` },
    loop: { type: 'boolean', default: true, negativeDescription: 'leave the loop out, which takes longest' },
  },
})

type Measured = BuildResult & { seconds: number; peakMemoryMB: number; wall: number }

const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}
const megabytes = (bytes: number): number => Math.round(bytes / 1e4) / 100
const bytesBelow = (dir: string, wanted: (path: string) => boolean = () => true): number =>
  filesBelow(dir)
    .filter(wanted)
    .reduce((sum, path) => sum + statSync(join(dir, path)).size, 0)

/** One run of the build as its users run it; `wall` counts the start of Node too. */
async function build(tree: Tree, ...args: string[]): Promise<Measured> {
  const begun = performance.now()
  const run = await tree.build('--json', ...args)
  const wall = (performance.now() - begun) / 1000
  if (run.code !== 0) throw new Error(`The build failed, so there is nothing to measure:\n${run.out}`)
  return { ...(JSON.parse(run.out.trim().split('\n').at(-1) as string) as Measured), wall }
}

/** The loop. @returns seconds, and the bytes of the apps without the PDFs */
function loop(tree: Tree, decks: readonly string[]): { seconds: number; buildSeconds: number; bytes: number } {
  const out = mkdtempSync(join(tmpdir(), 'bench-loop-'))
  const slidev = (...args: string[]) => {
    const begun = performance.now()
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [tree.path('node_modules/@slidev/cli/bin/slidev.mjs'), ...args],
      { cwd: tree.root, encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`slidev ${args.join(' ')} failed:\n${stdout}${stderr}`)
    return (performance.now() - begun) / 1000
  }
  const browser = requireBrowser()
  let buildSeconds = 0
  let seconds = 0
  for (const deck of decks) {
    const entry = join('decks', deck, 'slides.md')
    const built = slidev('build', entry, '--base', `/${deck}/`, '--out', join(out, deck))
    const exported = slidev(
      'export',
      entry,
      '--output',
      join(out, `${deck}.pdf`),
      '--executable-path',
      browser,
      '--timeout',
      '300000',
    )
    buildSeconds += built
    seconds += built + exported
    say(`  ${deck}: build ${built.toFixed(1)} s, export ${exported.toFixed(1)} s`)
  }
  const bytes = bytesBelow(out, path => !path.endsWith('.pdf'))
  rmSync(out, { recursive: true, force: true })
  return { seconds, buildSeconds, bytes }
}

/** Makes `count` decks out of the course's, by copies with numbers of their own. */
function copies(tree: Tree, count: number): void {
  const dir = tree.path('decks')
  const originals = readdirSync(dir).sort()
  const texts = originals.map(id => readFileSync(join(dir, id, 'slides.md'), 'utf8'))
  for (let i = 0; i < Math.max(count, originals.length); i++) {
    const source = originals[i % originals.length] as string
    const id = `${String(i + 1).padStart(2, '0')}-copy`
    if (i < count) {
      cpSync(join(ROOT, 'decks', source), join(dir, id), {
        recursive: true,
        filter: path => !/[\\/](node_modules|target)$/.test(path),
      })
      writeFileSync(
        join(dir, id, 'slides.md'),
        (texts[i % texts.length] as string)
          .replace(/^mechanism:.*$/m, `mechanism: ${i + 1}`)
          .replace(/^prerequisites:.*$/m, 'prerequisites: []'),
      )
    }
  }
  for (const id of originals) rmSync(join(dir, id), { recursive: true })
}

/** A tree with these of the course's decks. */
function courseOf(decks: readonly string[]): Tree {
  const made = new Tree('course', join(ROOT, 'decks'))
  for (const id of readdirSync(made.path('decks')))
    if (!decks.includes(id)) rmSync(made.path('decks', id), { recursive: true })
  for (const id of decks) {
    const file = made.path('decks', id, 'slides.md')
    if (decks.length < selectDecks(ROOT, []).length)
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^prerequisites:.*$/m, 'prerequisites: []'))
  }
  return made
}

/** Changes a word on an ordinary slide of a deck. */
function editSlide(tree: Tree, deck: string): void {
  const file = tree.path('decks', deck, 'slides.md')
  const lines = readFileSync(file, 'utf8').split('\n')
  const title = lines.flatMap((line, i) =>
    /^# \S/.test(line) && !lines.slice(Math.max(0, i - 6), i).some(l => l.startsWith('layout: section')) ? [i] : [],
  )[3]
  if (title === undefined) throw new Error(`${deck} has no fourth slide with a title`)
  lines[title] += ' now'
  writeFileSync(file, lines.join('\n'))
}

/** Changes how a figure of the course looks. @returns the decks that show it; null where each figure is in all of these decks or in none, which would show nothing */
function editComponent(tree: Tree, decks: readonly string[]): { tag: string; users: string[] } | null {
  const users = (tag: string) =>
    decks.filter(id => readFileSync(tree.path('decks', id, 'slides.md'), 'utf8').includes(`<${tag} `))
  const tag = readdirSync(tree.path('components')).find(t => {
    const n = users(t).length
    return n > 0 && n < decks.length
  })
  if (!tag) return null
  const file = tree.path('components', tag, `${tag}.vue`)
  writeFileSync(file, readFileSync(file, 'utf8').replace('<template>', '<template><i hidden />'))
  return { tag, users: users(tag) }
}

/** Where a cold build's time goes, and what bounds it: the targets are eight times the loop's speed for everything, twenty for one slide. */
function account(cold: Measured, slide: Measured, looped: number | null): string[] {
  const seconds = (steps: readonly { name: string; seconds: number }[], ...names: string[]) =>
    steps.filter(s => names.includes(s.name)).reduce((n, s) => n + s.seconds, 0)
  const pages = cold.printing.reduce((n, p) => n + p.seconds, 0),
    more = seconds(cold.printing, 'picture of the cover', 'handouts'),
    cores = availableParallelism(),
    floor = pages / cores
  const s = (n: number) => `${n.toFixed(1)} s`
  return [
    `A cold build bundles for ${s(seconds(cold.steps, 'bundle'))} and prints for ${s(seconds(cold.steps, 'print'))}: ${cold.printing.map(p => `${p.name} ${s(p.seconds)}`).join(', ')}, which is ${s(pages)} of pages at work.`,
    `On ${cores} cores no order of these takes less than ${s(floor)}; ${((more / pages) * 100).toFixed(0)} % of it are pictures of covers and handouts, which the loop does not make. Each page is opened once for all that is printed from it, and both papers are one print.`,
    ...(looped === null
      ? []
      : [
          `An eighth of the loop is ${s(looped / 8)}, a twentieth ${s(looped / 20)}; one slide's ${s(slide.wall)} are ${s(seconds(slide.steps, 'bundle'))} for the bundle, which Vite makes anew as a whole, ${s(seconds(slide.steps, 'print'))} for the pages of its deck, and ${s(seconds(slide.steps, 'course handout', 'search'))} (beside each other) for what holds all decks: search and the handouts in one file.`,
        ]),
  ]
}

const decks = selectDecks(ROOT, positionals)
const tree = courseOf(decks)
/** Ends with what stands in the way, without a stack: a deck that does not build cannot be measured. */
process.once('uncaughtException', e => {
  tree.remove()
  say(e.message)
  process.exit(1)
})
const report: Record<string, unknown> = { decks: decks.length, cores: availableParallelism() }
try {
  say(`${decks.length} decks, ${availableParallelism()} cores`)
  let looped: ReturnType<typeof loop> | null = null
  if (values.loop) {
    say('The loop:')
    looped = loop(tree, decks)
    for (const deck of decks) rmSync(tree.path('decks', deck, 'node_modules'), { recursive: true, force: true })
  }
  say('This build, cold:')
  const cold = await build(tree)
  for (const step of cold.steps) say(`  ${step.name}: ${step.seconds.toFixed(1)} s`)
  const siteBytes = bytesBelow(tree.path('dist'), path => !path.endsWith('.pdf'))
  /** What the loop has too: no articles, search, starters. */
  const deckBytes = bytesBelow(tree.path('dist'), path => /^(assets|fonts)\/|^[^/]+\/index\.html$/.test(path))
  say(
    `  of ${cold.printing.map(p => `${p.name} ${p.seconds.toFixed(1)} s`).join(', ')}, summed over the pages open at once`,
  )
  const noop = await build(tree)
  if (noop.outcome !== 'unchanged') throw new Error('An unchanged course was built again.')
  editSlide(tree, decks[0] as string)
  const slide = await build(tree)
  const edited = editComponent(tree, decks)
  const component = edited && (await build(tree))
  say('What the loop makes and no more, cold:')
  const same = await build(tree, '--only', 'slides', '--no-cache')
  for (const step of same.steps) say(`  ${step.name}: ${step.seconds.toFixed(1)} s`)
  Object.assign(report, {
    loopSeconds: looped?.seconds,
    loopBuildSeconds: looped?.buildSeconds,
    coldSeconds: cold.wall,
    ratio: looped && looped.seconds / cold.wall,
    sameSeconds: same.wall,
    sameRatio: looped && looped.seconds / same.wall,
    noopSeconds: noop.wall,
    oneSlideSeconds: slide.wall,
    oneSlideRatio: looped && looped.seconds / slide.wall,
    oneSlidePrinted: slide.decks.filter(d => !d.cached).map(d => d.deck),
    component: edited?.tag,
    componentSeconds: component?.wall,
    componentUsers: edited?.users,
    componentPrinted: component?.decks.filter(d => !d.cached).map(d => d.deck),
    loopMegabytes: looped && megabytes(looped.bytes),
    siteMegabytes: megabytes(siteBytes),
    bytesRatio: looped && siteBytes / looped.bytes,
    sameMegabytes: megabytes(deckBytes),
    sameBytesRatio: looped && deckBytes / looped.bytes,
    peakMemoryMB: cold.peakMemoryMB,
    account: account(cold, slide, looped?.seconds ?? null),
    coldSteps: cold.steps,
    coldPrinting: cold.printing,
    oneSlideSteps: slide.steps,
  })
  if (values.scale) {
    say('Growing:')
    const rows: { decks: number; slides: number; seconds: number; bundleSeconds: number; peakMemoryMB: number }[] = []
    for (const count of SCALE) {
      const grown = courseOf(decks)
      copies(grown, count)
      const run = await build(grown)
      const { seconds: bundleSeconds = 0 } = run.steps.find(s => s.name === 'bundle') ?? {}
      rows.push({
        decks: count,
        slides: run.decks.reduce((n, d) => n + d.slides, 0),
        seconds: run.wall,
        bundleSeconds,
        peakMemoryMB: run.peakMemoryMB,
      })
      say(`  ${count}: ${run.wall.toFixed(1)} s, ${run.peakMemoryMB} MB`)
      grown.remove()
    }
    report.scale = rows
  }
} finally {
  tree.remove()
}

if (values.json) {
  process.stdout.write(`${JSON.stringify(report)}\n`)
} else {
  process.stdout.write(`${(report.account as string[]).join('\n')}\n\n`)
  const show = (v: unknown) =>
    typeof v === 'number'
      ? Number.isInteger(v)
        ? String(v)
        : v.toFixed(2)
      : Array.isArray(v) && typeof v[0] !== 'object'
        ? v.join(', ')
        : null
  process.stdout.write(
    `${table(
      ['measure', 'value'],
      Object.entries(report).flatMap(([k, v]) => (k === 'account' || show(v) === null ? [] : [[k, show(v) as string]])),
    )}\n`,
  )
  const scale = report.scale as
    | { decks: number; seconds: number; bundleSeconds: number; peakMemoryMB: number }[]
    | undefined
  if (scale)
    process.stdout.write(
      `\n${table(
        ['decks', 'seconds', 'bundle', 'peak MB'],
        scale.map(r => [String(r.decks), r.seconds.toFixed(1), r.bundleSeconds.toFixed(1), String(r.peakMemoryMB)]),
      )}\n`,
    )
}
