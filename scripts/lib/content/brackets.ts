// Text in angle brackets is text: in notes, quizzes and exercises `Vec<T>` means what it says, and only the course's own tags are tags. Pure.

/** Who knows the names of tags. */
interface Names {
  families: ReadonlyMap<string, unknown>
}
const OWN = ['Code', 'Diagnostic', 'Output', 'Fact', 'History', 'WhatIf']

/** Code is left alone: it is shown as it stands. An address in angle brackets is one. */
const PIECES =
  /(^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\2[^\n]*$|$(?![\s\S])))|(`+)(?!`)[\s\S]*?[^`]\3(?!`)|<https?:[^>\s]*>|<(\/?)([A-Za-z][\w-]*)?|\\</gm

/**
 * Escapes `<` wherever it opens no tag of the course; everything else stays, line for line.
 * @param names the figure families; a tag is one only with an attribute or an end, so that `Rc<Bars>` stays text
 */
export function textInBrackets(text: string, names: Names): string {
  return text.replaceAll(
    PIECES,
    (piece: string, fence: unknown, _: unknown, ticks: unknown, slash: unknown, name: unknown, at: number) => {
      if (fence || ticks || piece.startsWith('<http') || piece === '\\<') return piece
      const after = text.slice(at + piece.length)
      const own = typeof name === 'string' && slash === '' && (OWN.includes(name) || names.families.has(name))
      return own && /^(?:\s+[:\w-]+\s*=|\s*\/>|\s+[\w-]+[^<>]*\/>)/.test(after) ? piece : `\\${piece}`
    },
  )
}
