// The program under a plot: one line to a frame, its cost beside it, a triangle at the line that the frame stands on.
import type { Mark, ProgramLine, Size } from './contract.ts'

/** Height in user units of a strip of `lines` program lines. */
export const programHeight = (lines: number): number => lines * 20 + 8

/**
 * Marks for the program strip at the foot of `box`. Nothing in the strip version.
 * @param current index of the line that the frame stands on, -1 for none
 * @param noteX where the notes start, in user units
 */
export function programMarks(program: readonly ProgramLine[], current: number, box: Size, noteX = 448): Mark[] {
  const top = box.height - programHeight(program.length) + 18
  return program.flatMap((line, i): Mark[] => {
    const y = top + i * 20,
      on = i === current
    return [
      ...(on
        ? [{ kind: 'dot', key: 'program-at', shape: 'triangle', x: 0, y: y - 4.5, tone: 'accent' } satisfies Mark]
        : []),
      {
        kind: 'text',
        key: `program-no-${i}`,
        x: 16,
        y,
        text: String(i + 1),
        size: 'fine',
        tone: on ? 'ink' : 'ink3',
        weight: on ? 'bold' : 'normal',
      },
      {
        kind: 'text',
        key: `program-${i}`,
        x: 40 + (line.indent ?? 0) * 17,
        y,
        text: line.text,
        size: 'label',
        tone: on ? 'ink' : 'ink3',
        weight: on ? 'medium' : 'normal',
      },
      ...(line.note
        ? [
            {
              kind: 'text',
              key: `program-note-${i}`,
              x: noteX,
              y,
              text: line.note,
              size: 'label',
              tone: on ? 'ink' : 'ink3',
            } satisfies Mark,
          ]
        : []),
    ]
  })
}

/** `lines` of the program round the current one, numbered as in the whole: for programs longer than their strip. */
export function programWindow(
  program: readonly ProgramLine[],
  current: number,
  lines: number,
  box: Size,
  noteX?: number,
): Mark[] {
  const start = Math.max(0, Math.min(current - Math.floor(lines / 2), program.length - lines))
  return programMarks(program.slice(start, start + lines), current - start, box, noteX).map(m => {
    const at = /^program-(no-|note-)?(\d+)$/.exec(m.key)
    if (!at) return m
    const line = Number(at[2]) + start,
      key = `program-${at[1] ?? ''}${line}`
    return m.kind === 'text' && at[1] === 'no-' ? { ...m, key, text: String(line + 1) } : { ...m, key }
  })
}
