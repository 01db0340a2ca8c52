// Reads one fact out of a recording by a short path, so that prose and quizzes need not type it.
import { MODELS } from './miri/directive.ts'
import { miriBoth, miriWords } from './miri/words.ts'
import type { Recording, Run } from './schema.ts'

export class LookupError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'LookupError'
  }
}

/**
 * `verdict` · `exit` · `rustc` · `stdout` · `stdout[2]` (a line, from 0) · `stdout /regex/` (first group or match) · `stderr …` alike ·
 * `miri` (both models in words) · `miri stacked` · `miri tree message` (one line of its report) · `loom` (executions) · `error` (first message) · `event NAME key` (first event whose `name` or `ev` is NAME) · `emit KIND [ARG ::] path.into[0].body`; `.length` counts.
 * @throws LookupError saying what there is instead
 */
export function lookUp(recording: Recording, path: string, edition?: number): string {
  const run = edition === undefined ? recording.runs[0]! : recording.runs.find(r => r.edition === edition)
  if (!run) throw new LookupError(`${recording.snippet} was not recorded in edition ${edition}`)
  const fail = (why: string): never => {
    throw new LookupError(`\`${path}\` finds nothing in ${recording.snippet}: ${why}`)
  }
  const [, head = '', rest = ''] = /^(\w+)\s*(.*)$/.exec(path.trim()) ?? []
  switch (head) {
    case 'verdict':
      return run.verdict.label
    case 'exit':
      return String(run.verdict.exit ?? fail('the program was not run'))
    case 'rustc':
      return recording.rustc.version
    case 'error':
      return run.diagnostics.find(d => d.level === 'error')?.message ?? fail('it reports no error')
    case 'stdout':
    case 'stderr':
      return text(run[head], rest, fail)
    case 'miri':
      return miri(run, rest, fail)
    case 'loom':
      return String(
        run.loom?.executions ?? fail(run.loom ? `loom stopped: ${run.loom.fault}` : 'it is no model of loom'),
      )
    case 'event':
      return event(run, rest, fail)
    case 'emit':
      return emit(run, rest, fail)
    default:
      return fail('the path begins with verdict, exit, rustc, error, miri, loom, stdout, stderr, event or emit')
  }
}

function text(all: string, rest: string, fail: (why: string) => never): string {
  const lines = all.trimEnd().split('\n')
  const index = /^\[(\d+)\]$/.exec(rest)
  if (index) return lines[Number(index[1])]?.trim() ?? fail(`there are ${lines.length} lines`)
  const regex = /^\/(.*)\/$/.exec(rest)
  if (regex) {
    const m = new RegExp(regex[1]!, 'm').exec(all)
    return m ? (m[1] ?? m[0]).trim() : fail('no line matches')
  }
  return rest ? fail('after stdout stands nothing, [line] or /regex/') : all.trim()
}

function miri(run: Run, rest: string, fail: (why: string) => never): string {
  const recorded = run.miri ?? fail('Miri was not asked: add `//@ miri: …`')
  const [name, what] = rest.split(/\s+/)
  if (!name) return miriBoth(recorded)
  const model = MODELS.find(m => m === name) ?? fail('after miri stands nothing, stacked or tree')
  if (!what) return miriWords(recorded, model) ?? fail(`${model} was not asked`)
  if (what !== 'message') return fail('after the model stands nothing, or message')
  return recorded.said.find(s => s.model === model)?.message ?? fail(`nothing was reported by ${model}`)
}

function event(run: Run, rest: string, fail: (why: string) => never): string {
  const [name, ...keys] = rest.split(/\s+/)
  const found = run.events?.find(e => e.name === name || e.ev === name) ?? fail(`there is no event \`${name}\``)
  return walk(found, keys.join('.'), fail)
}

function emit(run: Run, rest: string, fail: (why: string) => never): string {
  const [, kind = '', after = ''] = /^(\S+)\s*(.*)$/.exec(rest) ?? []
  const [arg, path] =
    after.includes('::') && /\s::\s/.test(after) ? (after.split(/\s::\s/) as [string, string]) : [undefined, after]
  const found =
    run.emits.find(e => e.kind === kind && (arg === undefined || e.arg === arg.trim())) ??
    fail(`the emits are ${run.emits.map(e => `${e.kind} ${e.arg}`.trim()).join(', ') || '(none)'}`)
  return walk(found.body, path.trim(), fail)
}

function walk(value: unknown, path: string, fail: (why: string) => never): string {
  let at: unknown = value
  for (const step of path
    .replaceAll(/\[(\w+)\]/g, '.$1')
    .split('.')
    .filter(Boolean)) {
    if (at === null || typeof at !== 'object') return fail(`nothing below \`${step}\``)
    at =
      (at as Record<string, unknown>)[step] ?? fail(`no \`${step}\`; there is ${Object.keys(at as object).join(', ')}`)
  }
  return typeof at === 'string' ? at : JSON.stringify(at)
}
