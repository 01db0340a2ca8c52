// What a snippet says of itself: `//@` directives, `//~` marks, `// #region`s. Pure: text in, facts out; no disk, no process.
//
//   parseSnippet(source, file?)  -> Snippet   throws SnippetError (every problem, as file:line) when the snippet is not well formed
//   regionOf(snippet, name?)     -> Region    the named region, or the whole file without its directives
//
// A Region's `lines` carry their line number in the file, so that a span of the recording finds its place on the slide:
// column in the file minus `dedent` is the column on the slide.

import { ROLES, type Role } from '../toolchain/roles.ts'
import { HISTORY_USAGE, type HistoryWish, parseHistory } from './historyWish.ts'
import { type MiriDirective, parseMiri, parseMiriSeeds, refuseMiriFlag } from './miri/directive.ts'

/** The kinds that `//@ emit:` knows, with what stands after each. */
const EMITS = {
  nll: { usage: 'nll FN', words: 1 },
  mir: { usage: 'mir PASS FN', words: 2 },
  polonius: { usage: 'polonius [FN]', words: 0 },
  thir: { usage: 'thir FN', words: 1 },
  hir: { usage: 'hir [FN]', words: 0 },
  layout: { usage: 'layout TYPE', words: 1 },
  'type-sizes': { usage: 'type-sizes [PART-OF-A-NAME]', words: 0 },
  coroutine: { usage: 'coroutine FN', words: 1 },
  vtable: { usage: 'vtable TYPE TRAIT', words: 2 },
  'auto-traits': { usage: 'auto-traits TYPE', words: 1 },
  variance: { usage: 'variance TYPE', words: 1 },
  asm: { usage: 'asm FN', words: 1 },
  'llvm-ir': { usage: 'llvm-ir FN', words: 1 },
  mono: { usage: 'mono [PART-OF-A-NAME]', words: 0 },
  witness: { usage: 'witness [CONST-FN]', words: 0 },
  expand: { usage: 'expand', words: 0 },
  borrows: { usage: 'borrows PLACE', words: 1 },
} as const
export type EmitKind = keyof typeof EMITS

export const EDITIONS = [2015, 2018, 2021, 2024] as const
export type Edition = (typeof EDITIONS)[number]

export type Expectation =
  | { kind: 'check' }
  | { kind: 'check-fail'; codes: string[] }
  | { kind: 'run' }
  | { kind: 'run-fail'; exit: number }
  | { kind: 'run-crash'; exit: number }

export interface EmitRequest {
  kind: EmitKind
  arg: string
  line: number
}

export interface Directives {
  expect: Expectation
  /** Line of the expectation: where a wrong verdict is reported. */
  expectLine: number
  /** stdout is one JSON object a line. */
  trace: boolean
  editions: Edition[]
  emits: EmitRequest[]
  flags: string[]
  /** The compiler of toolchains.json that judges it. */
  toolchain: Role
  /** RUSTC_BOOTSTRAP=1 for the snippet's own feature gates. */
  bootstrap: boolean
  crates: string[]
  needs: ('miri' | 'valgrind')[]
  /** What Miri must say of it; null: it is not asked. */
  miri: MiriDirective | null
  /** A model that loom explores: a program of its own, with loom's types. */
  loom: boolean
  target: string | null
  args: string[]
  /** Warnings are recorded too; without it they are allowed. */
  warnings: boolean
  /** `discard`: the output is garbage, only the exit is recorded. `measured`: its numbers are times of one day, recorded and never asserted. */
  output: 'exact' | 'measured' | 'discard'
  /** Seconds that the program may run. */
  timeout: number | null
  /** Which change of the compiler's answer released compilers are asked for. */
  history: HistoryWish | null
  /** Name, without `.rs`, of the snippet beside this one that it is a variant of. */
  variantOf: { name: string; line: number } | null
  /** The words of the switch that shows this program among its variants. */
  label: string | null
}

/** An error with this code must have its primary span on `line`. */
export interface Mark {
  line: number
  code: string
  at: number
}

export interface Line {
  number: number
  text: string
}
export interface Region {
  name: string | null
  start: number
  end: number
  lines: Line[]
  text: string
  dedent: number
}

export interface Snippet {
  directives: Directives
  marks: Mark[]
  /** By name. `start` and `end` are the first and last line between the two region comments. */
  regions: Map<string, Region>
  /** The whole file without directives, region comments and marks. */
  shown: Region
}

export interface Problem {
  line: number
  message: string
}

/** Every problem of one snippet, each a sentence with file:line. */
export class SnippetError extends Error {
  readonly file: string
  readonly problems: readonly Problem[]
  constructor(file: string, problems: readonly Problem[]) {
    super(problems.map(p => `${file}:${p.line}: ${p.message}`).join('\n'))
    this.name = 'SnippetError'
    this.file = file
    this.problems = problems
  }
}

const DIRECTIVE = /^\s*\/\/@\s*(.*?)\s*$/
const REGION = /^\s*\/\/\s*#region\b\s*(.*?)\s*$/
const ENDREGION = /^\s*\/\/\s*#endregion\b\s*(.*?)\s*$/
const MARK = /\s*\/\/~(\||\^*)\s*(.*?)\s*$/
const CODE = /^(E\d{4}|none|[a-z][a-z0-9_]+)$/
/** Letters that a switch of `<WhatIf>` holds. */
const MOST_LABEL = 28
const EXPECTATIONS = ['check', 'check-fail', 'run', 'run-fail', 'run-crash']

/** @throws SnippetError */
export function parseSnippet(source: string, file = 'snippet.rs'): Snippet {
  const problems: Problem[] = []
  const lines = source.replaceAll('\r\n', '\n').split('\n')
  if (lines.at(-1) === '') lines.pop()
  const directives = parseDirectives(lines, problems)
  const marks = parseMarks(lines, problems)
  const regions = parseRegions(lines, problems)
  const shown = cut(lines, null, 1, lines.length)
  if (directives && marks.length && directives.expect.kind !== 'check-fail')
    problems.push({
      line: marks[0]!.at,
      message: 'a `//~` mark needs `//@ check-fail: …`: nothing else is expected to report an error',
    })
  if (directives?.expect.kind === 'check-fail') {
    const left = [...directives.expect.codes]
    for (const mark of marks) {
      const index = left.indexOf(mark.code)
      if (index < 0)
        problems.push({
          line: mark.at,
          message: `the mark \`${mark.code}\` is not (or not so often) among the codes of \`//@ check-fail\` on line ${directives.expectLine}`,
        })
      else left.splice(index, 1)
    }
  }
  if (problems.length || !directives)
    throw new SnippetError(
      file,
      problems.sort((a, b) => a.line - b.line),
    )
  return { directives, marks, regions, shown }
}

/** The named region, or the whole file. @throws SnippetError saying which regions there are. */
export function regionOf(snippet: Snippet, name: string | null | undefined, file = 'snippet.rs'): Region {
  if (!name) return snippet.shown
  const region = snippet.regions.get(name)
  if (region) return region
  const known = [...snippet.regions.keys()]
  throw new SnippetError(file, [
    {
      line: 1,
      message: `there is no \`// #region ${name}\`; ${known.length ? `the regions are ${known.join(', ')}` : 'the file has no regions'}`,
    },
  ])
}

function parseDirectives(lines: readonly string[], problems: Problem[]): Directives | null {
  const expectations: { expect: Expectation; line: number }[] = []
  const seen = new Map<string, number>()
  const found: Omit<Directives, 'expect' | 'expectLine'> = {
    trace: false,
    editions: [2024],
    emits: [],
    flags: [],
    toolchain: 'course',
    bootstrap: false,
    crates: [],
    needs: [],
    miri: null,
    loom: false,
    target: null,
    args: [],
    warnings: false,
    output: 'exact',
    timeout: null,
    history: null,
    variantOf: null,
    label: null,
  }
  const repeatable = new Set(['emit', 'flags', 'crate', 'needs', 'args', 'miri-flags', ...EXPECTATIONS])
  const miriFlags: string[] = []
  let miriSeeds: number | null = null
  lines.forEach((text, index) => {
    const match = DIRECTIVE.exec(text)
    if (!match) return
    const line = index + 1
    const bad = (message: string): void => {
      problems.push({ line, message })
    }
    const [, key = '', value = ''] = /^([^:\s]*)\s*:?\s*(.*)$/.exec(match[1]!)!
    if (seen.has(key) && !repeatable.has(key))
      return bad(`\`//@ ${key}\` stands already on line ${seen.get(key)}: say it once`)
    seen.set(key, line)
    const flag = (): boolean => {
      if (value) bad(`\`//@ ${key}\` takes no value`)
      return true
    }
    const words = (): string[] => {
      if (!value) bad(`\`//@ ${key}:\` needs a value`)
      return splitWords(value)
    }
    switch (key) {
      case 'check':
      case 'run':
        flag()
        expectations.push({ expect: { kind: key }, line })
        break
      case 'check-fail': {
        const codes = value.split(/[\s,]+/).filter(Boolean)
        if (!codes.length)
          bad(
            '`//@ check-fail:` needs the exact codes, for example `//@ check-fail: E0502`; `none` stands for an error without a code',
          )
        for (const code of codes)
          if (!CODE.test(code)) bad(`\`${code}\` is no error code: write E and four digits, a lint's name, or \`none\``)
        expectations.push({ expect: { kind: key, codes: codes.sort() }, line })
        break
      }
      case 'run-fail':
      case 'run-crash': {
        const exit = value ? Number(value) : key === 'run-fail' ? 101 : 134
        const [low, high] = key === 'run-fail' ? [1, 127] : [129, 192]
        if (!Number.isInteger(exit) || exit < low! || exit > high!)
          bad(
            `\`//@ ${key}:\` needs an exit status from ${low} to ${high}${key === 'run-crash' ? ' (128 + signal)' : ''}, not \`${value}\``,
          )
        expectations.push({ expect: { kind: key, exit }, line })
        break
      }
      case 'trace':
        found.trace = flag()
        break
      case 'bootstrap':
        found.bootstrap = flag()
        break
      case 'warnings':
        found.warnings = flag()
        break
      case 'edition': {
        const editions = value
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(Number)
        const wrong = editions.filter(e => !(EDITIONS as readonly number[]).includes(e))
        if (!editions.length || wrong.length)
          bad(`\`//@ edition: ${value}\`: give one or more of ${EDITIONS.join(', ')}, with commas`)
        else if (new Set(editions).size !== editions.length) bad(`\`//@ edition: ${value}\` names an edition twice`)
        else found.editions = editions as Edition[]
        break
      }
      case 'emit': {
        const [kind = '', ...rest] = value.split(/\s+/)
        const arg = rest.join(' ')
        if (!(kind in EMITS)) {
          bad(
            `\`//@ emit: ${kind}\` is not known; the kinds are ${Object.values(EMITS)
              .map(e => e.usage)
              .join(' · ')}`,
          )
          break
        }
        const { usage, words: wanted } = EMITS[kind as EmitKind]
        if (splitWords(arg).length < wanted) {
          bad(`\`//@ emit: ${value}\` is not complete: write \`//@ emit: ${usage}\``)
          break
        }
        if (found.emits.some(e => e.kind === kind && e.arg === arg)) {
          bad(`\`//@ emit: ${value}\` stands there twice`)
          break
        }
        found.emits.push({ kind: kind as EmitKind, arg, line })
        break
      }
      case 'flags':
        found.flags.push(...words())
        break
      case 'args':
        found.args.push(...words())
        break
      case 'crate':
        found.crates.push(
          ...words()
            .flatMap(w => w.split(','))
            .filter(Boolean),
        )
        break
      case 'needs':
        for (const need of words()) {
          if (need === 'miri' || need === 'valgrind') found.needs.push(need)
          else bad(`\`//@ needs: ${need}\` is not known: miri or valgrind`)
        }
        break
      case 'toolchain': {
        const role = ROLES.find(r => r === value)
        if (role) found.toolchain = role
        else
          bad(
            `\`//@ toolchain: ${value}\`: there is no toolchain of this name; toolchains.json names ${ROLES.join(', ')}`,
          )
        break
      }
      case 'miri': {
        const expect = parseMiri(value)
        if (typeof expect === 'string') bad(expect)
        else found.miri = { expect, line, flags: miriFlags, seeds: null }
        break
      }
      case 'miri-flags':
        for (const word of words()) {
          const refusal = refuseMiriFlag(word)
          if (refusal) bad(refusal)
          else miriFlags.push(word)
        }
        break
      case 'miri-seeds': {
        const seeds = parseMiriSeeds(value)
        if (typeof seeds === 'string') bad(seeds)
        else miriSeeds = seeds
        break
      }
      case 'loom':
        found.loom = flag()
        break
      case 'target':
        if (/^[a-z0-9_.-]+$/.test(value)) found.target = value
        else bad('`//@ target:` needs a target triple, for example wasm32-unknown-unknown')
        break
      case 'output':
        if (value === 'discard' || value === 'measured') found.output = value
        else
          bad(
            '`//@ output:` is `measured` (its numbers are times, recorded and never asserted) or `discard` (garbage: only the exit is recorded)',
          )
        break
      case 'timeout': {
        const seconds = Number(value)
        if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 60) found.timeout = seconds
        else bad('`//@ timeout:` needs whole seconds from 1 to 60')
        break
      }
      case 'history': {
        const wish = parseHistory(value, line)
        if (wish) found.history = wish
        else bad(`\`//@ history:\` is ${HISTORY_USAGE}`)
        break
      }
      case 'variant-of':
        if (/^[\w-]+$/.test(value)) found.variantOf = { name: value, line }
        else bad('`//@ variant-of:` needs the name of the base, which lies beside this file: its name without `.rs`')
        break
      case 'label':
        if (!value) bad('`//@ label:` needs the words of the switch, for example `0 as the last line`')
        else if ([...value].length > MOST_LABEL)
          bad(
            `\`//@ label:\` has ${[...value].length} letters, and a switch holds ${MOST_LABEL}: say in fewer words what is changed`,
          )
        else found.label = value
        break
      default:
        bad(
          `unknown directive \`//@ ${match[1]}\`; the directives are check, check-fail, run, run-fail, run-crash, trace, edition, emit, flags, args, toolchain, bootstrap, crate, needs, miri, miri-flags, miri-seeds, loom, target, warnings, output, timeout, history, variant-of, label`,
        )
    }
  })
  if (found.variantOf && found.label === null)
    problems.push({
      line: found.variantOf.line,
      message: '`//@ variant-of` needs a `//@ label:` beside it: the words of the switch that shows this variant',
    })
  if (!expectations.length)
    problems.push({
      line: 1,
      message:
        'the snippet does not say what to expect: add `//@ check`, `//@ check-fail: CODE`, `//@ run`, `//@ run-fail: 101` or `//@ run-crash: 134`',
    })
  for (const extra of expectations.slice(1))
    problems.push({
      line: extra.line,
      message: `a second expectation; the first stands on line ${expectations[0]!.line}: exactly one is needed`,
    })
  const first = expectations[0]
  if (!first) return null
  const runs = first.expect.kind.startsWith('run')
  for (const key of ['trace', 'args', 'output', 'timeout']) {
    if (seen.has(key) && !runs)
      problems.push({
        line: seen.get(key)!,
        message: `\`//@ ${key}\` needs a program that runs: \`//@ run\`, \`//@ run-fail\` or \`//@ run-crash\``,
      })
  }
  if (runs && found.target)
    problems.push({ line: seen.get('target')!, message: '`//@ target` cannot be run here: use `//@ check`' })
  if (found.miri) found.miri = { ...found.miri, seeds: miriSeeds }
  problems.push(...misusedWitnesses(found, first.expect, seen, hasMain(lines.join('\n'))))
  if (found.loom && !found.crates.includes('loom')) found.crates.push('loom')
  if (found.trace && found.output === 'discard')
    problems.push({ line: seen.get('output')!, message: '`//@ output: discard` and `//@ trace` exclude each other' })
  return { ...found, expect: first.expect, expectLine: first.line }
}

/** A program has an entry point, a library has none. */
export const hasMain = (source: string): boolean =>
  /^\s*(?:pub\s+)?(?:const\s+|unsafe\s+|async\s+)?fn\s+main\s*\(/m.test(source)

/** What Miri or loom could not be asked, each with its line. */
function misusedWitnesses(
  { miri, loom, crates, target, emits }: Pick<Directives, 'miri' | 'loom' | 'crates' | 'target' | 'emits'>,
  expect: Expectation,
  seen: ReadonlyMap<string, number>,
  runnable: boolean,
): Problem[] {
  const problems: Problem[] = []
  const bad = (key: string, message: string): void => {
    problems.push({ line: seen.get(key) ?? 1, message })
  }
  for (const key of ['miri-flags', 'miri-seeds'])
    if (seen.has(key) && !seen.has('miri'))
      bad(key, `\`//@ ${key}\` needs \`//@ miri: …\`: without it Miri is not asked`)
  const film = emits.find(e => e.kind === 'borrows')
  if (film && !miri)
    problems.push({
      line: film.line,
      message: '`//@ emit: borrows` needs `//@ miri: …`: the film must end as Miri judges the program',
    })
  if (miri && expect.kind === 'check-fail')
    bad('miri', '`//@ miri` needs a program that compiles, not `//@ check-fail`')
  else if (miri && !runnable) bad('miri', '`//@ miri` needs a `fn main`: Miri runs the program')
  if (miri && crates.length)
    bad(
      'miri',
      `\`//@ miri\` cannot ask about a program that uses crates (${crates.join(', ')}): none of them is built for Miri`,
    )
  if (miri && target) bad('miri', "`//@ miri` runs the program on the course's target: leave `//@ target` out")
  if (loom && !/^run(?:-fail)?$/.test(expect.kind))
    bad('loom', '`//@ loom` needs a model that runs: `//@ run`, or `//@ run-fail: 101` where loom finds a fault')
  if (loom && miri) bad('loom', "`//@ loom` and `//@ miri` exclude each other: loom's types are not those of std")
  return problems
}

/** Splits at spaces outside brackets and quotes: `Option<&'a u8> Fn(u8) -> u8` has two words up to the arrow's spaces. */
export function splitWords(text: string): string[] {
  const words: string[] = []
  let word = '',
    depth = 0,
    quote = ''
  for (const [index, char] of [...text].entries()) {
    if (quote) {
      if (char === quote) quote = ''
      else word += char
      continue
    }
    if (char === '"') {
      quote = char
      continue
    }
    if ('<([{'.includes(char)) depth++
    if (')]}'.includes(char) || (char === '>' && text[index - 1] !== '-')) depth--
    if (/\s/.test(char) && depth <= 0) {
      if (word) words.push(word)
      word = ''
      continue
    }
    word += char
  }
  if (word) words.push(word)
  return words
}

function parseMarks(lines: readonly string[], problems: Problem[]): Mark[] {
  const marks: Mark[] = []
  lines.forEach((text, index) => {
    const match = MARK.exec(text)
    if (!match) return
    const at = index + 1
    const up = match[1]!
    const line = up === '|' ? (marks.at(-1)?.line ?? 0) : at - up.length
    if (line < 1) {
      problems.push({ line: at, message: `\`//~${up}\` points above the first line` })
      return
    }
    const codes = match[2]!.split(/[\s,]+/).filter(Boolean)
    if (!codes.length) problems.push({ line: at, message: '`//~` needs a code: `//~ E0502`' })
    for (const code of codes) {
      if (CODE.test(code)) marks.push({ line, code, at })
      else
        problems.push({
          line: at,
          message: `\`//~ ${code}\` is no error code: write E and four digits, a lint's name, or \`none\``,
        })
    }
  })
  return marks
}

function parseRegions(lines: readonly string[], problems: Problem[]): Map<string, Region> {
  const regions = new Map<string, Region>()
  const open: { name: string; line: number }[] = []
  const began = new Map<string, number>()
  lines.forEach((text, index) => {
    const line = index + 1
    const start = REGION.exec(text)
    if (start) {
      const name = start[1]!
      if (!/^[A-Za-z0-9_-]+$/.test(name)) {
        problems.push({ line, message: '`// #region` needs a name of letters, digits, `-` and `_`' })
        return
      }
      if (began.has(name)) problems.push({ line, message: `region ${name} began already on line ${began.get(name)}` })
      began.set(name, line)
      open.push({ name, line })
      return
    }
    const end = ENDREGION.exec(text)
    if (!end) return
    const index2 = end[1] ? open.findLastIndex(o => o.name === end[1]) : open.length - 1
    const opened = open[index2]
    if (!opened) {
      problems.push({
        line,
        message: end[1] ? `\`// #endregion ${end[1]}\` closes no open region` : '`// #endregion` closes no open region',
      })
      return
    }
    open.splice(index2, 1)
    const region = cut(lines, opened.name, opened.line + 1, line - 1)
    if (!region.text.trim()) problems.push({ line: opened.line, message: `region ${opened.name} is empty` })
    regions.set(opened.name, region)
  })
  for (const { name, line } of open)
    problems.push({ line, message: `region ${name} is not closed: add \`// #endregion\`` })
  return regions
}

/** Lines `start` to `end` as a reader sees them: no directives, region comments or marks, no common indentation, no blank edge. */
function cut(lines: readonly string[], name: string | null, start: number, end: number): Region {
  const kept: Line[] = []
  for (let number = start; number <= end; number++) {
    const text = lines[number - 1]!
    if (DIRECTIVE.test(text) || REGION.test(text) || ENDREGION.test(text)) continue
    const stripped = text.replace(MARK, '').trimEnd()
    if (stripped === '' && MARK.test(text)) continue
    kept.push({ number, text: stripped })
  }
  while (kept[0]?.text === '') kept.shift()
  while (kept.at(-1)?.text === '') kept.pop()
  const indents = kept.filter(l => l.text).map(l => l.text.length - l.text.trimStart().length)
  const dedent = indents.length ? Math.min(...indents) : 0
  const out = kept.map(l => ({ number: l.number, text: l.text.slice(dedent) }))
  return { name, start, end, lines: out, text: out.map(l => l.text).join('\n'), dedent }
}
