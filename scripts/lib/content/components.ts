// From a component's tag to its block: the recording is looked up, the options are checked, the figure's trace is made.
import { join, relative, sep } from 'node:path'
import { FigureDataError, PLOT, type Trace } from '../../../components/figure/contract.ts'
import { onOneScale, sourceFor } from '../../../components/figure/set.ts'
import { AS_SHOWN } from '../../../components/WhatIf/set.ts'
import { messagesOf, MIRI_PARTS, PARTS } from '../../../components/Code/parts.ts'
import { parseLines } from '../../../components/Code/weave.ts'
import { ProblemError } from '../problem.ts'
import { LookupError, lookUp } from '../recording/lookup.ts'
import { snippetFile } from '../recording/files.ts'
import { readHistory } from '../recording/historyFile.ts'
import { MODELS } from '../recording/miri/directive.ts'
import type { Run } from '../recording/schema.ts'
import { changedLines } from '../recording/variants.ts'
import { Attributes, readAttributes, type TagNode } from './attributes.ts'
import type { Block, CodeLine, Figure, Inline, Message, Output, Plate, Recorded, Variant } from './blocks.ts'
import { Clicks, isPlace } from './clicks.ts'
import type { Family, Library, Program } from './library.ts'
import { instead } from './near.ts'
import type { Reporter } from './reporter.ts'

/** Where a tag stands. */
export interface Place {
  library: Library
  deckDir: string
  report: Reporter
  clicks: Clicks
  /** A figure of a cover or summary is a picture to remember: it does not step. */
  still: boolean
}

/** Tags that stand in a line of text. */
export const INLINE_TAGS = ['Fact'] as const
const BLOCKS: Record<string, (tag: TagNode, place: Place) => Block | null> = {
  Code: plateOf,
  Diagnostic: messageOf,
  Output: outputOf,
  History: historyOf,
  WhatIf: whatIfOf,
}
/** Every tag that has a block type. */
export const componentNames = (library: Library): string[] => [
  ...Object.keys(BLOCKS),
  ...INLINE_TAGS,
  ...library.families.keys(),
]

export function componentOf(tag: TagNode, place: Place): Block | null {
  const make = BLOCKS[tag.tag]
  if (make) return make(tag, place)
  return place.library.families.has(tag.tag) ? figureOf(tag, place) : null
}

/** The program that a tag names; what is wrong with it is said at the attribute that names it. */
function programOf(rec: string, line: number, place: Place): Program | null {
  try {
    return place.library.program(place.deckDir, rec)
  } catch (error) {
    if (error instanceof ProblemError) place.report.problems.push(...error.problems)
    else place.report.say(line, (error as Error).message)
    return null
  }
}

/** `src="x.rs"`: the snippet, its region, the runs of the edition. */
function shownBy(at: Attributes, place: Place): (Recorded & { program: Program; edition: number | null }) | null {
  const src = at.text('src')
  if (src === null) return null
  if (!src.endsWith('.rs')) {
    place.report.say(at.lineOf('src'), `<${at.tag.tag}> \`src\` is a file of snippets/: write \`src="${src}.rs"\``)
    return null
  }
  const rec = src.slice(0, -3)
  const program = programOf(rec, at.lineOf('src'), place)
  if (!program) return null
  const runs = runsOf(program, at, place)
  const edition = at.text('edition')
  return (
    runs && { rec, recording: program.recording, runs, program, edition: edition === null ? null : Number(edition) }
  )
}

function runsOf(program: Program, at: Attributes, place: Place): readonly Run[] | null {
  const { recording } = program
  const edition = at.text('edition')
  const runs = recording.runs.filter(run => edition === null || run.edition === Number(edition))
  if (runs.length) return runs
  const editions = recording.runs.map(run => run.edition).join(', ')
  place.report.say(
    at.lineOf('edition'),
    `${recording.snippet} was recorded in edition ${editions}, not in ${edition}: add it to \`//@ edition:\` and run \`npm run record\``,
  )
  return null
}

function regionLines(
  program: Program,
  at: Attributes,
  place: Place,
  attribute = 'region',
): { lines: CodeLine[]; dedent: number } | null {
  const name = at.text(attribute)
  const region = name === null ? program.snippet.shown : program.snippet.regions.get(name)
  if (region) return { lines: region.lines.map(({ number, text }) => ({ number, text })), dedent: region.dedent }
  place.report.say(
    at.lineOf(attribute),
    `${program.recording.snippet} has no \`// #region ${name}\`: ${instead(name!, [...program.snippet.regions.keys()])}`,
  )
  return null
}

/** `3,7-9` of so many lines. */
function linesOf(name: string, count: number, at: Attributes, place: Place): ReadonlySet<number> {
  const wish = at.text(name)
  if (wish === null) return new Set()
  try {
    const lines = parseLines(wish)
    const beyond = [...lines].find(line => line < 1 || line > count)
    if (beyond === undefined) return lines
    place.report.say(
      at.lineOf(name),
      `<${at.tag.tag}> \`${name}="${wish}"\`: there is no line ${beyond}, there are ${count}`,
    )
  } catch (error) {
    place.report.say(at.lineOf(name), `<${at.tag.tag}> \`${name}\`: ${(error as Error).message}`)
  }
  return new Set()
}

function placeOf(at: Attributes, place: Place): string | null {
  const text = at.text('at')
  if (text === null || isPlace(text)) return text
  place.report.say(
    at.lineOf('at'),
    `<${at.tag.tag}> \`at="${text}"\`: a place is a click, \`2\`, or steps from the one before, \`+1\``,
  )
  return null
}

function plateOf(tag: TagNode, place: Place): Plate | null {
  const at = readAttributes(tag, place.library.props('Code'), place.report)
  const step = placeOf(at, place)
  const shown = shownBy(at, place)
  const region = shown && regionLines(shown.program, at, place)
  if (!shown || !region) return null
  const { program: _, edition: __, ...recorded } = shown
  const plate: Plate = {
    kind: 'plate',
    ...recorded,
    line: tag.line,
    from: null,
    region: at.text('region'),
    title: at.text('title'),
    ...region,
    mark: linesOf('mark', region.lines.length, at, place),
    fade: linesOf('fade', region.lines.length, at, place),
    weave: weaveOf(at, shown.runs[0]!, place),
    message: at.flag('message'),
    output: at.flag('output'),
    judged: !at.flag('unjudged'),
    numbered: !at.flag('bare'),
    tight: at.flag('tight'),
    reveal: null,
  }
  if (at.flag('reveal')) place.clicks.component(step, 1, start => (plate.reveal = start))
  return plate
}

function weaveOf(at: Attributes, run: Run, place: Place): Plate['weave'] {
  const wish = at.text('weave')
  if (wish === null) return 0
  if (wish === 'all' || wish === 'off') return wish
  const count = messagesOf(run, null).length
  if (/^\d+$/.test(wish) && Number(wish) < Math.max(1, count)) return Number(wish)
  const why = /^\d+$/.test(wish)
    ? `the compiler says ${count} things, counted from 0`
    : 'it is a number from 0, `all` or `off`'
  place.report.say(at.lineOf('weave'), `<Code> \`weave="${wish}"\`: ${why}`)
  return 0
}

function messageOf(tag: TagNode, place: Place): Message | null {
  const at = readAttributes(tag, place.library.props('Diagnostic'), place.report)
  const shown = shownBy(at, place)
  const region = shown && regionLines(shown.program, at, place)
  if (!shown || !region) return null
  const without = (at.text('without') ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(Boolean)
  const miri = MODELS.find(model => model === at.text('miri')) ?? null
  const known = miri ? MIRI_PARTS : PARTS
  for (const part of without)
    if (!known.some(name => name === part))
      place.report.say(at.lineOf('without'), `<Diagnostic> \`without="${part}"\`: ${instead(part, known)}`)
  const index = at.number('index', 0)
  const count = messagesOf(shown.runs[0]!, miri).length
  if (!(index < count))
    place.report.say(
      at.lineOf('index'),
      `<Diagnostic> shows message ${at.text('index') ?? '0'} of ${shown.recording.snippet}, and ${miri ? 'Miri' : 'the compiler'} says ${count}`,
    )
  const { program: _, edition: __, ...recorded } = shown
  return {
    kind: 'message',
    ...recorded,
    line: tag.line,
    from: null,
    region: at.text('region'),
    lines: region.lines,
    miri,
    index,
    columns: at.number('columns', 42),
    without,
  }
}

function outputOf(tag: TagNode, place: Place): Output | null {
  const at = readAttributes(tag, place.library.props('Output'), place.report)
  const shown = shownBy(at, place)
  if (!shown) return null
  const stream = at.text('stream') === 'stderr' ? 'stderr' : 'stdout'
  const each = at.flag('each')
  const runs = each ? shown.runs : shown.runs.slice(0, 1)
  const wanted = linesOf('lines', runs[0]![stream].trimEnd().split('\n').length, at, place)
  return {
    kind: 'output',
    rec: shown.rec,
    recording: shown.recording,
    runs,
    line: tag.line,
    from: null,
    stream,
    title: at.text('title'),
    each,
    texts: runs.map(run => ({ edition: run.edition, text: printed(run[stream], wanted) })),
  }
}

/** A panic's report begins with an empty line: it is counted, and not shown. */
function printed(text: string, wanted: ReadonlySet<number>): string {
  const lines = text.trimEnd().split('\n')
  return lines
    .filter((_, i) => wanted.size === 0 || wanted.has(i + 1))
    .join('\n')
    .replace(/^\n+/, '')
}

/** What a figure's family gets besides the recording. */
const OF_THE_FRAME = new Set(['rec', 'at', 'width', 'height'])

function figureOf(tag: TagNode, place: Place): Figure | null {
  const at = readAttributes(tag, place.library.props(tag.tag), place.report)
  const step = placeOf(at, place)
  const rec = at.text('rec')
  const program = rec === null ? null : programOf(rec, at.lineOf('rec'), place)
  if (rec === null || !program) return null
  const { model, fromRecording } = place.library.families.get(tag.tag)!
  const options = Object.fromEntries(Object.entries(at.all()).filter(([name]) => !OF_THE_FRAME.has(name)))
  const given = { ...options, source: program.source, ...(program.ops === undefined ? {} : { ops: program.ops }) }
  // Families compare editions as numbers; a tag may write them as text.
  if (typeof options.edition === 'string') Object.assign(given, { edition: Number(options.edition) })
  let trace: Figure['trace']
  try {
    trace = fromRecording(program.recording, given)
  } catch (error) {
    if (!(error instanceof FigureDataError)) throw error
    place.report.say(tag.line, `<${tag.tag}> cannot be drawn: ${error.message}`)
    return null
  }
  const figure: Figure = {
    kind: 'figure',
    line: tag.line,
    from: null,
    family: tag.tag,
    rec,
    options,
    width: at.number('width', PLOT.width),
    height: at.number('height', PLOT.height),
    model,
    trace,
    start: null,
  }
  const steps = trace.frames.length - 1
  if (steps > 0 && !place.still) place.clicks.component(step, steps, start => (figure.start = start))
  return figure
}

function prop(name: string, required = true) {
  return { name, required, string: true, number: false, boolean: false, other: false, values: [] }
}
const HISTORY = new Map([['rec', prop('rec')]])
const WHAT_IF = new Map([
  ...['rec', 'variants', 'question'].map(name => [name, prop(name)] as const),
  ['plate', prop('plate', false)],
  ['figure', prop('figure', false)],
  ...['width', 'height'].map(name => [name, { ...prop(name, false), string: false, number: true }] as const),
])

function historyOf(tag: TagNode, place: Place): Block | null {
  const at = readAttributes(tag, HISTORY, place.report)
  const rec = at.text('rec')
  const program = rec === null ? null : programOf(rec, at.lineOf('rec'), place)
  if (rec === null || !program) return null
  const path = relative(place.library.root, join(place.deckDir, 'snippets', `${rec}.rs`))
  const history = readHistory(snippetFile(path.split(sep).join('/'), place.library.root))
  if (typeof history === 'string') {
    place.report.say(at.lineOf('rec'), `<History> of ${rec}.rs: ${history}`)
    return null
  }
  return {
    kind: 'history',
    asks: history.asks,
    rows: history.rows,
    line: tag.line,
    from: null,
    rec,
    recording: program.recording,
    runs: program.recording.runs,
  }
}

const VARIANTS = { least: 1, most: 3 }

function whatIfOf(tag: TagNode, place: Place): Block | null {
  const asked = tag.attributes.find(attribute => attribute.name === 'figure')
  const drawn = asked && place.library.families.get(asked.value ?? '')
  if (asked && !drawn) {
    const known = [...place.library.families.keys()]
    place.report.say(asked.line, `<WhatIf> \`figure="${asked.value ?? ''}"\`: ${instead(asked.value ?? '', known)}`)
    return null
  }
  const options = asked ? place.library.props(asked.value!) : []
  const at = readAttributes(tag, new Map([...options, ...WHAT_IF]), place.report)
  const base = at.text('rec')
  const names = (at.text('variants') ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean)
  if (base === null || !at.has('variants')) return null
  if (names.length < VARIANTS.least || names.length > VARIANTS.most)
    place.report.say(
      at.lineOf('variants'),
      `<WhatIf> shows ${VARIANTS.least} to ${VARIANTS.most} variants, not ${names.length}: the others are linked from the program's page`,
    )
  const programs = [base, ...names].map(rec => programOf(rec, at.lineOf(rec === base ? 'rec' : 'variants'), place))
  const variants = variantsOf([base, ...names], programs, at, place)
  if (!variants) return null
  const traces = drawn ? tracesOf(drawn, programs as Program[], at, place) : null
  if (drawn && !traces) return null
  return {
    kind: 'whatif',
    line: tag.line,
    from: null,
    question: at.text('question') ?? '',
    programs: variants.map((variant, i) => ({ ...variant, trace: traces?.[i] ?? null })),
    model: drawn?.model ?? null,
  }
}

/** The programs of a set with what each changes; null where one of them cannot be shown, which is said. */
function variantsOf(
  names: readonly string[],
  programs: readonly (Program | null)[],
  at: Attributes,
  place: Place,
): Omit<Variant, 'trace'>[] | null {
  const [base] = programs
  const out: Omit<Variant, 'trace'>[] = []
  for (const [i, program] of programs.entries()) {
    const region = program && regionLines(program, at, place, 'plate')
    if (!program || !region || !base) return null
    const { variantOf, label } = program.snippet.directives
    if (i && variantOf?.name !== names[0])
      place.report.say(
        at.lineOf('variants'),
        `${names[i]}.rs is no variant of ${names[0]}: write \`//@ variant-of: ${names[0]}\` at its head`,
      )
    const before = regionLines(base, at, place, 'plate')?.lines ?? []
    out.push({
      rec: names[i]!,
      recording: program.recording,
      runs: program.recording.runs,
      label: label ?? (i ? names[i]! : AS_SHOWN),
      lines: region.lines,
      changed: i
        ? changedLines(
            before.map(line => line.text),
            region.lines.map(line => line.text),
          )
        : new Set(),
    })
  }
  return out
}

/** The films of a set on one scale; null where one cannot be drawn, which is said. */
function tracesOf(
  { model, fromRecording }: Family,
  programs: readonly Program[],
  at: Attributes,
  place: Place,
): readonly Trace<unknown>[] | null {
  const options = Object.fromEntries(Object.entries(at.all()).filter(([name]) => !WHAT_IF.has(name)))
  try {
    const films = programs.map(({ recording, source }) =>
      fromRecording(recording, { ...options, source: sourceFor(source, options) }),
    )
    return onOneScale(model, films)
  } catch (error) {
    if (!(error instanceof FigureDataError)) throw error
    place.report.say(at.tag.line, `<WhatIf> cannot be drawn: ${error.message}`)
    return null
  }
}

export function factOf(tag: TagNode, place: Place): Extract<Inline, { kind: 'fact' }> | null {
  const props = new Map([['rec', REQUIRED_REC], ...place.library.props('Fact')])
  const at = readAttributes(tag, props, place.report)
  const rec = at.text('rec')
  const get = at.text('get')
  const program = rec === null ? null : programOf(rec, at.lineOf('rec'), place)
  if (rec === null || get === null || !program) return null
  const edition = at.text('edition') === null ? null : Number(at.text('edition'))
  try {
    const value = lookUp(program.recording, get, edition ?? undefined)
    const quiet = at.text('quiet') === value
    return { kind: 'fact', rec, get, edition, value, quiet, from: null, line: tag.line }
  } catch (error) {
    if (!(error instanceof LookupError)) throw error
    place.report.say(at.lineOf('get'), `<Fact>: ${error.message}`)
    return null
  }
}
const REQUIRED_REC = prop('rec')
