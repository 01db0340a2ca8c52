// The two widths in which an article draws a figure. Pure.
import { type Fitted, natural } from '../../../../components/figure/natural.ts'
import type { Figure } from '../../content/blocks.ts'

/** Beside the text, in a column of 540 px. */
export const inColumn = ({ model, trace }: Figure): Fitted => natural(model, trace.frames, 540)
/** On a phone, in the text of a page without a script, and on paper. */
export const compact = ({ model, trace }: Figure): Fitted => natural(model, trace.frames, 340)
