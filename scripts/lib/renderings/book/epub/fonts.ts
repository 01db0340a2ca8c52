// The faces of the EPUB: those that the typesetter gets, cut down to the letters that the book shows.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import subset from 'subset-font'
import { cutFonts } from '../fonts.ts'
import type { Face } from './package.ts'

/** File of the cut fonts, and how the style sheet and the figures call it. */
const FACES: readonly [cut: string, family: string, weight: number, italic: boolean][] = [
  ['Text-400', 'Course Serif', 400, false],
  ['Text-400i', 'Course Serif', 400, true],
  ['Text-600', 'Course Serif', 600, false],
  ['Note-400i', 'Course Serif Note', 400, true],
  ['Mono-400', 'Course Mono', 400, false],
  ['Mono-400i', 'Course Mono', 400, true],
  ['Mono-600', 'Course Mono', 600, false],
  ['Signs-400', 'Course Signs', 400, false],
  ['Signs-600', 'Course Signs', 600, false],
]

/**
 * @param from the folder of the site's fonts
 * @param to where the cut fonts are kept
 * @param letters all that the book shows
 */
export async function facesOf(from: string, to: string, letters: string): Promise<Face[]> {
  const cut = await cutFonts(from, to)
  return Promise.all(
    FACES.map(async ([name, family, weight, italic]) => {
      const data = await subset(readFileSync(join(cut, `${name}.ttf`)), letters, { targetFormat: 'woff2' })
      return { name: `fonts/${name}.woff2`, family, weight, italic, data: new Uint8Array(data) }
    }),
  )
}
