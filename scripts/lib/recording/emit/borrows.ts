// `//@ emit: borrows PLACE…`: the borrow state of a place behind each statement, as Miri prints it, under both aliasing models. The program is instrumented,
// and an instrument can change what it measures: a second program holds nothing but prints, and at each step both must print the same.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bench, EmitError } from '../bench.ts'
import { isError, parseDiagnostics, primaryLine } from '../diagnostics.ts'
import { askMiri, runOther } from '../miri/ask.ts'
import { MODEL_NAMES, MODELS, type Model } from '../miri/directive.ts'
import { nameTags, type Naming } from '../miri/filmNames.ts'
import { type Allocated, instrument, type Instrument, placesOf, planFilm, type Plan } from '../miri/instrument.ts'
import { borrowReport } from '../miri/report.ts'
import { isStateLine, parseStacks, parseTree, renumbered, tagsOf } from '../miri/state.ts'
import type { EmitOf } from '../schema.ts'

type Film = EmitOf<'borrows'>
/** What is put behind the statement of a line, to perturb the film: for tests. */
export interface Plant {
  line: number
  text: string
}
interface Step {
  kind: Film['steps'][number]['kind']
  line: number
  /** The line of the call, where a function is entered. */
  call: number | null
  depth: number
  /** Pointers that the statement made. */
  names: string[]
}
/** What one run printed. */
interface Ran {
  steps: Step[]
  /** For each step and place Miri's lines; null where the place was not there yet. */
  states: (string[] | null)[][]
  /** The line that was begun and not done, and how deep in calls it stands. */
  stopped: { line: number; depth: number } | null
  /** Bytes of each place. */
  sizes: number[]
  /** The number of an allocation that is older than all that `main` makes. */
  base: number
  report: { line: number | null; message: string; help: string[] } | null
  /** As Miri printed it. */
  stderr: string
}

export async function takeBorrows(
  bench: Bench,
  arg: string,
  plant?: Plant,
): Promise<{ body: Film; command: string[] }> {
  const { nightly } = bench.toolchain
  if (!nightly) throw new EmitError('Miri is not installed')
  const places = placesOf(arg)
  const plan = planFilm(bench.source, bench.snippet, places)
  const films: Record<Model, Ran> = {
    stacked: await play(bench, 'stacked', plan, { kind: 'watch' }, [], plant),
    tree: await play(bench, 'tree', plan, { kind: 'watch' }, [], plant),
  }
  for (const model of MODELS) {
    const ran = films[model]
    if (model === 'stacked') dropOwnTags(ran, plan)
    await sameVerdict(bench, model, ran)
    await sameAsPrints(bench, model, plan, ran)
    dropEarlySteps(ran)
  }
  const { stacked, tree } = films
  const longest = stacked.steps.length >= tree.steps.length ? stacked : tree
  const steps = stepsOf(bench, longest, [stacked, tree])
  const naming: Naming = { places: places.map(p => p.name), steps: longest.steps, texts: steps.map(s => s.text) }
  const names = nameTags(naming, stacked.states, tree.states)
  return {
    body: {
      miri: { version: nightly.version, commit: nightly.commit, date: nightly.date },
      places: places.map((place, at) => ({ name: place.name, size: longest.sizes[at]! })),
      steps,
      stacked: saidBy(stacked, names.stacked, plan),
      tree: saidBy(tree, names.tree, plan),
    },
    // No command shows it again: what is run is the instrumented program.
    command: [],
  }
}

async function play(
  bench: Bench,
  model: Model,
  plan: Plan,
  how: Instrument,
  flags: readonly string[] = [],
  plant?: Plant,
): Promise<Ran> {
  const dir = mkdtempSync(join(bench.dir, 'film-'))
  writeFileSync(join(dir, bench.file), instrument(bench.source, plan, how, plant))
  // Now and then Miri drops the tags that no pointer holds any more: the film would show how long the instrument is.
  const ran = await runOther(bench, model, dir, [...flags, '-Zmiri-provenance-gc=0'])
  const { diagnostics, other } = parseDiagnostics(ran.stderr, bench.file, [dir, bench.dir])
  const ub = diagnostics.find(d => isError(d) && d.message.startsWith('Undefined Behavior: '))
  const failed = diagnostics.find(d => isError(d) && d !== ub)
  const broken = failed
    ? `line ${primaryLine(failed) ?? '?'}: ${failed.message}`
    : ran.ended || (!ub && ran.status > 0 && !/^@@ /m.test(ran.stdout))
      ? other.split('\n').at(-1)
      : undefined
  if (broken !== undefined)
    throw new EmitError(`with prints the program does not run under ${MODEL_NAMES[model]}: ${broken}`)
  return {
    ...read(model === 'stacked' ? ran.stdout : ran.stderr, plan.main),
    report: ub
      ? {
          line: primaryLine(ub),
          message: ub.message.replace(/^Undefined Behavior: /, ''),
          help: ub.children.map(c => c.message),
        }
      : null,
    stderr: ran.stderr,
  }
}

/** Reads marks and states out of one stream. */
function read(text: string, main: number): Omit<Ran, 'report' | 'stderr'> {
  const steps: Step[] = []
  const states: Ran['states'] = []
  const sizes: number[] = []
  /** Lines that were begun and are not done, with what was entered from them. */
  const open: { line: number; entered: number }[] = []
  let base = 0
  let names: string[] = []
  let place: number | null = null
  const depth = (): number => open.reduce((sum, line) => sum + line.entered, 0)
  for (const line of text.split('\n')) {
    const [, kind, rest = ''] = /^@@ (\w+) ?(.*)$/.exec(line) ?? []
    if (kind === undefined) {
      if (place !== null && isStateLine(line)) states.at(-1)![place] = [...(states.at(-1)![place] ?? []), line]
      continue
    }
    const number = Number(rest.split(' ')[0])
    place = null
    if (kind === 's') base = number
    else if (kind === 'w') sizes[number] = Number(rest.split(' ')[1])
    else if (kind === 'n') names.push(rest)
    else if (kind === 'b') open.push({ line: number, entered: 0 })
    else if (kind === 'p') {
      place = number
      states.at(-1)![place] = null
    } else if (kind === 'e' || kind === 'a') {
      if (kind === 'a') {
        // A `return` in between was begun and is never done.
        while (open.length && open.at(-1)!.line !== number) open.pop()
        const entered = open.pop()?.entered ?? 0
        steps.push({ kind: entered ? 'return' : 'after', line: number, call: null, depth: depth(), names })
      } else {
        steps.push({ kind: 'enter', line: number, call: open.at(-1)?.line ?? null, depth: depth(), names })
        if (number !== main && open.length) open.at(-1)!.entered++
      }
      states.push([])
      names = []
    }
  }
  const last = open.at(-1)
  return { steps, states, sizes, base, stopped: last ? { line: last.line, depth: depth() } : null }
}

/** A local's address is taken once, behind the statement that makes it: this leaves a tag that is the newest there. Pointers are asked by their bits. */
function dropOwnTags({ states }: Ran, { places }: Plan): void {
  const own = places.flatMap((place, at) => {
    const first = states.find(step => step[at])?.[at]
    return place.pointee || !first ? [] : [Math.max(...first.flatMap(tagsOf))]
  })
  for (const step of states)
    step.forEach((lines, at) => {
      if (lines)
        step[at] = lines.map(line => own.reduce((text, tag) => text.replace(new RegExp(` \\w+<${tag}>`), ''), line))
    })
}

/** Before the first place is made there is nothing to show. */
function dropEarlySteps(ran: Ran): void {
  const first = ran.states.findIndex(step => step.some(lines => lines))
  if (first < 0) throw new EmitError('Miri printed no state: the film has no step at which the place exists')
  ran.steps.splice(0, first)
  ran.states.splice(0, first)
}

const faceless = (message: string): string =>
  message
    .replace(/^Undefined Behavior: /, '')
    .replace(/<\d+>(?: \([\w, ]+\))?/g, '<>')
    .replace(/\balloc(?:\d+|N)\b/g, 'alloc')

/** The instrumented program must end as the snippet does. @throws EmitError */
async function sameVerdict(bench: Bench, model: Model, { report }: Ran): Promise<void> {
  const plain = await askMiri(bench, model)
  const said = plain.ending === 'ub' || plain.ending === 'race' ? plain.reports[0] : undefined
  const words = (line: number | null | undefined, message: string): string =>
    `\`${faceless(message)}\` at line ${line ?? '?'}`
  const [alone, watched] = [
    said ? words(primaryLine(said), said.message) : 'nothing',
    report ? words(report.line, report.message) : 'nothing',
  ]
  if (alone !== watched)
    throw new EmitError(
      `the instrument changes what Miri reports under ${MODEL_NAMES[model]}: of the snippet ${alone}, of the instrumented program ${watched}`,
    )
}

/** The same steps out of a program that takes no address and names no pointer. @throws EmitError naming the first line at which they differ */
async function sameAsPrints(bench: Bench, model: Model, plan: Plan, film: Ran): Promise<void> {
  const allocs = await findAllocations(bench, model, plan, film)
  const prints = await play(bench, model, plan, { kind: 'prints', allocs })
  plan.places.forEach((_, at) => {
    const compared = film.steps.flatMap((step, k) => {
      const [watched, printed] = [film.states[k]?.[at] ?? [], prints.states[k]?.[at] ?? []]
      return k >= (allocs[at]?.after ?? 0) || printed.length ? [{ step, watched, printed }] : []
    })
    const [left, right] = [ranked(compared.flatMap(c => c.watched)), ranked(compared.flatMap(c => c.printed))]
    for (const { step, watched, printed } of compared) {
      const [a, b] = [watched.map(left), printed.map(right)]
      // Miri may print one range as two: bytes are compared.
      if (JSON.stringify(byBytes(model, a)) !== JSON.stringify(byBytes(model, b)))
        throw new EmitError(
          `the instrument changes the film: under ${MODEL_NAMES[model]}, behind line ${step.line}, it sees \`${a.join(' ') || 'nothing'}\`, a program with prints only \`${b.join(' ') || 'nothing'}\``,
        )
    }
  })
  if (prints.steps.length !== film.steps.length)
    throw new EmitError(
      `the instrument changes the film: under ${MODEL_NAMES[model]} it has ${film.steps.length} steps, with prints only ${prints.steps.length}`,
    )
}

/** Tags by the order in which they were made, without the names that only one of two programs gives them. */
function ranked(lines: readonly string[]): (line: string) => string {
  const tags = [...new Set(lines.flatMap(tagsOf))].sort((a, b) => a - b)
  return line => renumbered(line.replace(/<(\d+)=[^>]*>/g, '<$1>'), tag => tags.indexOf(tag) + 1)
}

/** For each byte its stack, or for each tag its parent, its protector and the permission of each byte. */
function byBytes(model: Model, lines: readonly string[]): unknown {
  if (!lines.length) return null
  if (model === 'stacked')
    return parseStacks(lines).flatMap(({ from, to, items }) => Array.from({ length: to - from }, () => items))
  const { bounds, nodes } = parseTree(lines)
  return nodes.map(({ tag, parent, protected: guard, perms }) => [
    tag,
    parent,
    guard,
    perms.flatMap((perm, k) => Array.from({ length: bounds[k + 1]! - bounds[k]! }, () => perm)),
  ])
}

/** Numbers of allocations that are looked at after `main` has begun. */
const TRACKED = 400

/**
 * Miri says which allocation it makes at which line, when it is asked for its number: so the program with prints knows its places without an address.
 * Null for what a pointer leads to, which its bits say.
 */
async function findAllocations(bench: Bench, model: Model, plan: Plan, film: Ran): Promise<(Allocated | null)[]> {
  if (plan.places.every(place => place.pointee)) return plan.places.map(() => null)
  const none: Instrument = { kind: 'prints', allocs: [] }
  const { base } = await play(bench, model, plan, none)
  const numbers = Array.from({ length: TRACKED }, (_, k) => base + 1 + k).join(',')
  const { stderr } = await play(bench, model, plan, none, [`-Zmiri-track-alloc-id=${numbers}`])
  return plan.places.map((place, at): Allocated | null => {
    if (place.pointee) return null
    let shows = 0
    for (const line of stderr.split('\n')) {
      if (/^@@ [ae] /.test(line)) shows++
      const made = /"message":"now tracking allocation alloc(\d+) of (\d+) bytes/.exec(line)
      if (!made || Number(made[2]) !== film.sizes[at]) continue
      const [span] = (
        JSON.parse(line) as {
          spans: { file_name: string; text: { text: string; highlight_start: number; highlight_end: number }[] }[]
        }
      ).spans
      const text = span?.text[0]
      const here = text?.text.slice(text.highlight_start - 1, text.highlight_end - 1) ?? ''
      if (span?.file_name !== bench.file || !new RegExp(`\\b${place.local}\\b`).test(here + madeBy(text))) continue
      return { id: Number(made[1]), after: shows }
    }
    throw new EmitError(
      `Miri makes no allocation for \`${place.local}\`: a film needs a local whose address the program takes`,
    )
  })
}

/** The name of a `let` whose initialiser the span is: what is no scalar is in memory from the start. */
function madeBy(text: { text: string; highlight_start: number } | undefined): string {
  return ` ${/let (?:mut )?(\w+)[^=;]*= *$/.exec(text?.text.slice(0, text.highlight_start - 1) ?? '')?.[1] ?? ''}`
}

/** Steps of the longer film, and where both models stop at once the line at which they do. */
function stepsOf(bench: Bench, { steps, stopped }: Ran, both: readonly Ran[]): Film['steps'] {
  const lines = bench.source.split('\n')
  const textOf = (line: number): string => lines[line - 1]!.replace(/\s*\/\/.*$/, '').trim()
  const list = steps.map(({ kind, line, call, depth }): Film['steps'][number] => ({
    line,
    kind,
    text: textOf(line),
    depth,
    ...(call === null ? {} : { call: { line: call, text: textOf(call) } }),
  }))
  const stops = both.every(ran => ran.report && ran.steps.length === steps.length)
  if (stops && stopped)
    list.push({ line: stopped.line, kind: 'stop', text: textOf(stopped.line), depth: stopped.depth })
  return list
}

function saidBy(ran: Ran, names: ReadonlyMap<number, string>, plan: Plan): Film['stacked'] {
  const tags = [...names.keys()].sort((a, b) => a - b)
  const number = (tag: number): number => tags.indexOf(tag) + 1
  return {
    names: tags.map(tag => names.get(tag)!),
    states: ran.states.map(step => plan.places.map((_, at) => (step[at] ?? []).map(line => renumbered(line, number)))),
    report: ran.report && {
      at: ran.steps.length,
      ...borrowReport(
        ran.report.message,
        ran.report.help,
        tag => names.get(tag) ?? null,
        plan.places.map(p => p.name),
      ),
    },
  }
}
