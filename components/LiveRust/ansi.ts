// rustc's terminal colours as spans. Pure. The page has two hues less than a terminal: what points at a mistake is the accent, the rest is weight.
import { createAnsiSequenceParser } from 'ansi-sequence-parser'

export interface AnsiSpan {
  text: string
  classes: string[]
}

export function ansiSpans(text: string): AnsiSpan[] {
  return createAnsiSequenceParser()
    .parse(text)
    .filter(token => token.value)
    .map(({ value, foreground, decorations }) => {
      const classes = decorations.has('bold') ? ['ansi-bold'] : []
      const colour =
        foreground?.type === 'named'
          ? foreground.name.replace(/^bright/, '').toLowerCase()
          : foreground?.type === 'table'
            ? TABLE[foreground.index % 8]
            : undefined
      if (colour) classes.push(`ansi-${colour}`)
      return { text: value, classes }
    })
}

const TABLE = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']
