// What a snippet asks, in words: each `//@` line as it is written, with a sentence for who does not know the directives. Pure.
import { historySubject } from '../../recording/historyWords.ts'
import { parseHistory } from '../../recording/historyWish.ts'
import { splitWords } from '../../recording/snippet.ts'

export interface Asked {
  /** `check-fail: E0502`, without the mark before it. */
  written: string
  /** A sentence; backticks set code. */
  words: string
}

const code = (text: string): string => `\`${text}\``
/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
const codes = (value: string): string =>
  listed(
    value
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(c => (c === 'none' ? 'an error without a code' : code(c))),
  )

/** POSIX names of the signals behind statuses above 128. */
const SIGNALS: Readonly<Record<number, string>> = {
  132: 'SIGILL',
  134: 'SIGABRT',
  136: 'SIGFPE',
  138: 'SIGBUS',
  139: 'SIGSEGV',
}
const signal = (status: number): string => `signal ${status - 128}${SIGNALS[status] ? `, ${SIGNALS[status]}` : ''}`

const EMITS: Readonly<Record<string, (arg: string) => string>> = {
  nll: fn => `The borrow checker is asked for its regions and loans in ${code(fn)}.`,
  mir: arg => {
    const [pass = '', ...fn] = splitWords(arg)
    return `The compiler is asked for the MIR of ${code(fn.join(' '))} before and after the pass ${code(pass)}.`
  },
  polonius: fn =>
    `The verdict is asked of NLL and of both Polonius analyses${fn ? `, with the constraints of ${code(fn)}` : ''}.`,
  thir: fn => `The compiler is asked which borrows in ${code(fn)} are two-phase.`,
  hir: fn => `The compiler is asked for its desugared form${fn ? ` of ${code(fn)}` : ''}.`,
  layout: type => `The compiler is asked for the layout of ${code(type)}.`,
  'type-sizes': part =>
    `The compiler is asked for the sizes of its types${part ? ` whose names hold ${code(part)}` : ''}.`,
  coroutine: fn => `The compiler is asked for the state machine that ${code(fn)} becomes.`,
  vtable: arg => {
    const [type = '', ...trait] = splitWords(arg)
    return `The compiler is asked for the vtable of ${code(type)} as ${code(trait.join(' '))}.`
  },
  'auto-traits': type => `The compiler is asked which auto traits ${code(type)} has.`,
  variance: type => `The compiler is asked for the variance of each parameter of ${code(type)}.`,
  asm: fn => `The compiler is asked for the assembly of ${code(fn)}.`,
  borrows: place => `Miri is asked for the borrow state of ${code(place)} behind each line, under both models.`,
  'llvm-ir': fn => `The compiler is asked for the LLVM IR of ${code(fn)}.`,
  mono: part =>
    `The compiler is asked which functions it instantiates${part ? ` whose names hold ${code(part)}` : ''}.`,
  witness: fn =>
    `Every tool that can see undefined behaviour is asked${fn ? `, with ${code(fn)} evaluated at compile time` : ''}.`,
  expand: () => 'The compiler is asked for the source after its macros are expanded.',
}

const WORDS: Readonly<Record<string, (value: string) => string>> = {
  check: () => 'The compiler must accept it; it is not run.',
  'check-fail': value => `The compiler must refuse it, with ${codes(value)} and nothing else.`,
  run: () => 'It must compile, run, and end well.',
  'run-fail': value => `It must compile and fail as it runs: it ends with status ${value || 101}.`,
  'run-crash': value => `It must compile and be ended by ${signal(Number(value || 134))}.`,
  trace: () => 'It prints one JSON object a line: the events that a figure plays.',
  edition: value => `It is asked in edition ${listed(value.split(/[\s,]+/).filter(Boolean))}.`,
  flags: value => `The compiler gets ${code(value)}.`,
  args: value => `The program gets ${code(value)}.`,
  toolchain: value =>
    value === 'next'
      ? 'The next release judges it, in its beta.'
      : value === 'miri'
        ? 'The dated nightly compiler judges it.'
        : 'The compiler of the course judges it.',
  bootstrap: () => 'It names feature gates, which a stable compiler opens with `RUSTC_BOOTSTRAP=1` alone.',
  crate: value =>
    `It uses ${listed(
      value
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(code),
    )}, in the version of the locked manifest.`,
  'variant-of': value => `It is a variant of ${code(`${value}.rs`)}: the same program with one thing changed.`,
  label: value => `Among its variants it is called “${value}”.`,
  miri: value => `Miri must say: ${value}.`,
  'miri-flags': value => `Miri gets ${code(value)}.`,
  'miri-seeds': value => `Miri runs it under ${value} schedules.`,
  loom: () => 'It is a model of its own, with loom’s types: loom explores all its executions.',
  needs: value => `${value.replace(/^./, c => c.toUpperCase())} must be there to judge it.`,
  target: value => `It is compiled for ${code(value)}.`,
  warnings: () => 'Warnings are recorded too.',
  output: value =>
    value === 'measured'
      ? 'Its numbers are times of one day: they are shown, and never asserted.'
      : 'Its output is garbage: only how it ended is recorded.',
  timeout: value => `It may run for ${value} seconds.`,
  history: value => {
    const wish = parseHistory(value, 1)
    const who = wish?.until ? 'The nightly compilers of these days' : 'Released compilers'
    const subject = historySubject({ asks: value })
    const article = subject?.startsWith('line ') ? '' : 'the '
    const what = subject ? ` for ${article}${subject}` : ' for their verdict'
    return wish?.byEdition
      ? `${who} are asked${what}: it depends on the edition, and is the same in every release of one.`
      : `${who} are asked${what}, and since when it is what it is today.`
  },
  emit: value => {
    const [kind = '', ...arg] = value.split(/\s+/)
    return EMITS[kind]?.(arg.join(' ')) ?? `The compiler is asked for ${code(value)}.`
  },
}

/** Every directive of a snippet, in the order of the file. */
export function askedIn(source: string): Asked[] {
  return [...source.matchAll(/^\s*\/\/@\s*(.*?)\s*$/gm)].map(([, written = '']) => {
    const [, key = '', value = ''] = /^([^:\s]*)\s*:?\s*(.*)$/.exec(written)!
    return { written, words: WORDS[key]?.(value) ?? '' }
  })
}
