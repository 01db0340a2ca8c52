// What a recording says to a prediction: `verdict`, `exit`, `stdout`, `stdout[0]`, `emit KIND [ARG] path.into.body`. Pure.
import type { Recording, Run } from '../recording/schema.ts'

/** Says in a sentence why the recording cannot decide. */
export class DecisionError extends Error {}

/**
 * The value that decides, as text.
 * A path goes through fields and list positions: `slots.length`, `slots[3].name`, `variants[name=Some].size`.
 * @throws DecisionError
 */
export function decide(recording: Recording, decision: string, edition?: number): string {
  const run = edition === undefined ? recording.runs[0]! : recording.runs.find(r => r.edition === edition)
  if (!run)
    throw new DecisionError(
      `${recording.snippet} was not recorded in edition ${edition}: add it to its \`//@ edition:\` line and run \`npm run record\``,
    )
  const line = /^stdout\[(\d+)\]$/.exec(decision)
  if (decision === 'verdict') return run.verdict.label
  if (decision === 'exit') return exitOf(run, recording.snippet)
  if (decision === 'stdout') return run.stdout.trim()
  if (line) return lineOf(run, Number(line[1]), recording.snippet)
  const emit = /^emit\s+(\S+)\s+(?:(.+)\s+)?(\S+)$/.exec(decision)
  if (emit) return emitted(run, emit[1]!, emit[2]?.trim(), emit[3]!, recording.snippet)
  throw new DecisionError(
    `\`decide: ${decision}\` is not known: write \`verdict\`, \`exit\`, \`stdout\`, \`stdout[0]\` or \`emit KIND path\`, for example \`emit vtable slots.length\``,
  )
}

function exitOf(run: Run, snippet: string): string {
  if (run.verdict.exit === null)
    throw new DecisionError(
      `${snippet} was not run, so it has no exit status: its expectation must be \`//@ run\`, \`//@ run-fail\` or \`//@ run-crash\``,
    )
  return String(run.verdict.exit)
}

function lineOf(run: Run, index: number, snippet: string): string {
  const lines = run.stdout.replace(/\n$/, '').split('\n')
  const line = lines[index]
  if (line === undefined || run.stdout === '')
    throw new DecisionError(
      `${snippet} printed ${run.stdout === '' ? 'nothing' : `${lines.length} lines, counted from 0`}: there is no stdout[${index}]`,
    )
  return line.trim()
}

function emitted(run: Run, kind: string, arg: string | undefined, path: string, snippet: string): string {
  const ofKind = run.emits.filter(e => e.kind === kind)
  const found = arg === undefined ? ofKind : ofKind.filter(e => e.arg === arg)
  if (!found.length)
    throw new DecisionError(
      `${snippet} holds no ${kind}${arg ? ` of ${arg}` : ''}${ofKind.length ? `, only of ${ofKind.map(e => e.arg).join(' and ')}` : ''}: add \`//@ emit: ${kind} ${arg ?? '…'}\` to it and run \`npm run record\``,
    )
  if (found.length > 1)
    throw new DecisionError(
      `${snippet} holds ${found.length} of ${kind}: say which, \`emit ${kind} ${found[0]!.arg} ${path}\``,
    )
  const value = follow(found[0]!.body, path, kind)
  if (value === null || typeof value === 'object')
    throw new DecisionError(
      `\`${path}\` leads to ${value === null ? 'nothing' : Array.isArray(value) ? 'a list' : 'an object'} of the ${kind}, not to one value`,
    )
  return String(value)
}

function follow(body: unknown, path: string, kind: string): unknown {
  let value = body
  let walked = ''
  for (const step of path.match(/\[[^\]]*\]|[^.[\]]+/g) ?? []) {
    value = stepInto(value, step)
    if (value === undefined)
      throw new DecisionError(`there is no \`${step}\` at \`${walked || 'the body'}\` of the ${kind}`)
    walked += step.startsWith('[') ? step : `${walked && '.'}${step}`
  }
  return value
}

function stepInto(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (!step.startsWith('[')) return (value as Record<string, unknown>)[step]
  if (!Array.isArray(value)) return undefined
  const inner = step.slice(1, -1)
  const named = /^(\w+)=(.*)$/.exec(inner)
  if (named) return value.find(item => String((item as Record<string, unknown> | null)?.[named[1]!]) === named[2])
  return value[Number(inner)]
}
