// The lines of a snippet that a figure shows, each with its number in the file.
import { parseSnippet, regionOf, SnippetError, type Line } from '../../scripts/lib/recording/snippet.ts'
import { FigureDataError } from '../figure/contract.ts'

/**
 * @param region a `// #region` of the snippet; the whole snippet without its directives when absent; `none` for no lines
 * @throws FigureDataError when there is no such region
 */
export function linesOf(source: string | undefined, region: string | undefined, file: string): readonly Line[] {
  if (source === undefined || region === 'none') return []
  try {
    return trimmed(regionOf(parseSnippet(source, file), region ?? null, file).lines)
  } catch (e) {
    if (e instanceof SnippetError) throw new FigureDataError(e.message)
    throw e
  }
}
const trimmed = (lines: readonly Line[]): Line[] => {
  const from = lines.findIndex(l => l.text.trim()),
    to = lines.findLastIndex(l => l.text.trim())
  return from < 0 ? [] : lines.slice(from, to + 1)
}

/** At most `most` lines, so that `around` is among them. */
export function windowOf<T extends { number: number }>(
  lines: readonly T[],
  most: number,
  around: number | null,
): readonly T[] {
  if (lines.length <= most) return lines
  const at = Math.max(
    0,
    lines.findIndex(l => l.number === around),
  )
  const from = Math.max(0, Math.min(lines.length - most, at - Math.floor(most / 2)))
  return lines.slice(from, from + most)
}
