// What differs between two recordings, as paths with both values. Pure.
import type { Emit, Recording, Run } from './schema.ts'
import type { Snippet } from './snippet.ts'

export interface Change {
  /** `edition 2024, layout Node: size` */
  where: string
  was: string
  now: string
  /** Line of the snippet at which it is reported. */
  line: number
}

const show = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 90 ? `${text.slice(0, 87)}…` : text
}

/** Differences of the bodies; keys and the compiler's version are compared elsewhere. */
export function compareRuns(recorded: readonly Run[], fresh: readonly Run[], snippet: Snippet): Change[] {
  const changes: Change[] = []
  const line = snippet.directives.expectLine
  for (const run of fresh) {
    const old = recorded.find(r => r.edition === run.edition)
    const where = `edition ${run.edition}`
    if (!old) {
      changes.push({ where, was: 'not recorded', now: run.verdict.label, line })
      continue
    }
    const { emits: oldEmits, ...oldRest } = old
    const { emits, ...rest } = run
    const measured = snippet.directives.output === 'measured'
    walk(asserted(oldRest, measured), asserted(rest, measured), [], (path, was, now) =>
      changes.push({ where: `${where}: ${path}`, was, now, line }),
    )
    for (const emit of emits) {
      const at = snippet.directives.emits.find(e => e.kind === emit.kind && e.arg === emit.arg)?.line ?? line
      const name = `${where}, ${emit.kind}${emit.arg ? ` ${emit.arg}` : ''}`
      const before = oldEmits.find(e => e.kind === emit.kind && e.arg === emit.arg)
      if (!before) {
        changes.push({ where: name, was: 'not recorded', now: 'recorded', line: at })
        continue
      }
      walk(withoutSkipped(before, emit), withoutSkipped(emit, before), [], (path, was, now) =>
        changes.push({ where: `${name}: ${path}`, was, now, line: at }),
      )
    }
    for (const emit of oldEmits)
      if (!emits.some(e => e.kind === emit.kind && e.arg === emit.arg))
        changes.push({ where: `${where}, ${emit.kind} ${emit.arg}`, was: 'recorded', now: 'not asked for', line })
  }
  for (const run of recorded)
    if (!fresh.some(r => r.edition === run.edition))
      changes.push({ where: `edition ${run.edition}`, was: run.verdict.label, now: 'not asked for', line })
  return changes
}

/**
 * Times of one day are recorded and never asserted: of a measurement only the words count. Measured is all output under `//@ output: measured`,
 * else each line that is an event `{"ev":"measure", …}`.
 */
export function asserted<T extends { stdout: string; stderr: string; events?: Run['events'] }>(
  run: T,
  measured: boolean,
): T {
  const text = (all: string): string =>
    all
      .split('\n')
      .map(line => (measured || /^\{"ev":\s*"measure"/.test(line) ? withoutNumbers(line) : line))
      .join('\n')
  const blank = (event: Record<string, unknown>): Record<string, unknown> =>
    JSON.parse(JSON.stringify(event, (_, value: unknown) => (typeof value === 'number' ? 0 : value))) as Record<
      string,
      unknown
    >
  const events = run.events?.map(event => (measured || event['ev'] === 'measure' ? blank(event) : event))
  return { ...run, stdout: text(run.stdout), stderr: text(run.stderr), ...(events ? { events } : {}) }
}
const withoutNumbers = (text: string): string => text.replace(/-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g, '#').replace(/ +/g, ' ')

/** A witness that this machine, or the one that recorded, does not have says nothing: it is no difference. */
function withoutSkipped(emit: Emit, other: Emit): Emit {
  if (emit.kind !== 'witness' || other.kind !== 'witness') return emit
  const skipped = new Set([...emit.body, ...other.body].filter(w => w.class === 'skipped').map(w => w.witness))
  return { ...emit, body: emit.body.filter(w => !skipped.has(w.witness)) }
}

/** Keeps from `old` the witnesses that were heard then and cannot be heard on this machine. */
export function keepWitnesses(fresh: Recording, old: Recording | null): void {
  if (!old || old.srcKey !== fresh.srcKey) return
  for (const run of fresh.runs) {
    for (const emit of run.emits) {
      if (emit.kind !== 'witness') continue
      const before = old.runs
        .find(r => r.edition === run.edition)
        ?.emits.find(e => e.kind === 'witness' && e.arg === emit.arg)
      if (before?.kind !== 'witness') continue
      emit.body = emit.body.map(w =>
        w.class === 'skipped' ? (before.body.find(b => b.witness === w.witness) ?? w) : w,
      )
    }
  }
}

function walk(
  was: unknown,
  now: unknown,
  path: readonly string[],
  report: (path: string, was: string, now: string) => void,
): void {
  if (was === now) return
  const both = [was, now]
  if (both.every(v => typeof v === 'object' && v !== null) && Array.isArray(was) === Array.isArray(now)) {
    const left = was as Record<string, unknown>,
      right = now as Record<string, unknown>
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)]))
      walk(left[key], right[key], [...path, key], report)
    return
  }
  const name = path.join('.') || 'body'
  if (typeof was === 'string' && typeof now === 'string' && (was.includes('\n') || now.includes('\n'))) {
    const left = was.split('\n'),
      right = now.split('\n')
    const at = left.findIndex((line, index) => line !== right[index])
    const line = at < 0 ? left.length : at
    report(`${name}, line ${line + 1}`, show(left[line]), show(right[line]))
    return
  }
  report(name, show(was), show(now))
}
