// Panels from the events of a traced run, one panel for each edition.
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { FigureDataError, eventsOf } from '../figure/contract.ts'
import type { EventKind, Happening, Lane, Panel } from './panel.ts'

const KINDS: readonly EventKind[] = ['make', 'move', 'drop', 'forget', 'mark', 'panic']
const NAMED: readonly EventKind[] = ['make', 'move', 'drop', 'forget']

/** @throws FigureDataError for an event outside the vocabulary, or a drop of what was never made. */
export function tracedPanel(recording: Recording, edition: number, only: string | undefined, title: string): Panel {
  const raw = eventsOf(recording, edition).filter(e => only === undefined || e.case === only)
  if (!raw.length) throw new FigureDataError(`${recording.snippet} recorded no event with \`"case":"${only}"\``)
  const lanes: Lane[] = []
  const events = raw.map((e, i): Happening => {
    const kind = e.ev as EventKind,
      name = String(e.name ?? '')
    if (!KINDS.includes(kind))
      throw new FigureDataError(
        `event ${i + 1} of ${recording.snippet} is \`${String(e.ev)}\`: a timeline knows ${KINDS.join(', ')}`,
      )
    if (NAMED.includes(kind) && !name)
      throw new FigureDataError(`event ${i + 1} of ${recording.snippet}, \`${kind}\`, has no \`name\``)
    if (kind === 'make' && !lanes.some(l => l.name === name))
      lanes.push({ name, what: String(e.what ?? ''), flag: false })
    if (NAMED.includes(kind) && !lanes.some(l => l.name === name))
      throw new FigureDataError(
        `event ${i + 1} of ${recording.snippet}: \`${name}\` has a \`${kind}\` before any \`make\``,
      )
    return { kind, name, line: typeof e.line === 'number' ? e.line : null, text: String(e.text ?? e.to ?? '') }
  })
  // A drop says no line of its own: it stands where the program had last said to be.
  let line: number | null = null
  return { title, lanes, events: events.map(e => ({ ...e, line: (line = e.line ?? line) })) }
}
