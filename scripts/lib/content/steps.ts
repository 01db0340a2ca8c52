// What is read of a slide, in steps: paragraphs that share a click share a frame of the figure. Pure.
import type { Asked, Block, Cue, Slide } from './blocks.ts'

export type Part =
  | { kind: 'block'; block: Block; read: boolean }
  | { kind: 'ask'; ask: Asked }
  | { kind: 'aside'; cue: Cue }

export interface Step {
  /** The slide's step, 0 before the first. */
  click: number
  /** The frame that the text goes back to, from 1. */
  frame: number | null
  parts: Part[]
}

/** The steps of a slide's notes. Polls are for a room; time is for a speaker. */
export function stepsOf(slide: Slide): Step[] {
  const steps: Step[] = []
  const add = (click: number, frame: number | null, part: Part): void => {
    const last = steps.at(-1)
    // What stands in the margin belongs to the paragraph before it, whatever frame that goes back to.
    const beside = part.kind === 'aside' && last?.click === click
    if (beside) last.parts.push(part)
    else if (last && last.click === click && frame === null && last.frame === null) last.parts.push(part)
    else steps.push({ click, frame, parts: [part] })
  }
  for (const note of slide.notes) {
    switch (note.kind) {
      case 'said':
        add(note.click, note.frame, { kind: 'block', block: note.block, read: false })
        break
      case 'ask':
        add(note.click, null, { kind: 'ask', ask: note })
        break
      case 'read':
        for (const { frame, block } of note.parts) add(note.click, frame, { kind: 'block', block, read: true })
        break
      case 'demo':
      case 'aside':
        add(note.click, null, { kind: 'aside', cue: note })
        break
      case 'poll':
    }
  }
  return steps
}
