// Inlines as plain text with code in backticks, as titles and questions of a talk are written. Pure.
import type { Inline } from '../../content/blocks.ts'

export const marked = (inlines: readonly Inline[]): string =>
  inlines
    .map(inline => {
      if (inline.kind === 'code') return `\`${inline.text}\``
      if (inline.kind === 'text') return inline.text
      if (inline.kind === 'fact') return inline.value
      return inline.kind === 'break' ? ' ' : marked(inline.children)
    })
    .join('')
