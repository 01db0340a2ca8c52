// The lines of a snippet that stand under a plot: its `// #region program`, with the line numbers that spans and events refer to.
import { parseSnippet, type Region } from '../scripts/lib/recording/snippet.ts'
import { FigureDataError } from './figure/contract.ts'

/**
 * The named region of the snippet's text, or null when there is no text or no such region: the figure then stands without its strip.
 * @throws FigureDataError when the region has more lines than `most`.
 */
export function programOf(source: string | undefined, most: number, name = 'program'): Region | null {
  const region = source === undefined ? undefined : parseSnippet(source).regions.get(name)
  if (!region) return null
  if (region.lines.length > most)
    throw new FigureDataError(
      `\`// #region ${name}\` has ${region.lines.length} lines, and ${most} fit under the plot: move what does not matter out of the region`,
    )
  return region
}
