// The two faces as static TrueType files, cut from those that the site's are cut from (styles/faces). Typst reads neither WOFF 2 nor variable fonts, so each weight and optical size
// that the book uses is cut once, under a name of its own: the licences reserve the original names for the original files.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import subset from 'subset-font'
import { renamed } from '../../fonts/sfnt.ts'

interface Cut {
  out: string
  from: string
  family: string
  weight: number
  italic: boolean
  axes?: Record<string, number>
}

function serif(out: string, family: string, weight: number, size: number, italic = false): Cut {
  const from = `source-serif-4-latin-opsz-${italic ? 'italic' : 'normal'}.woff2`
  return { out, family, weight, italic, from, axes: { wght: weight, opsz: size } }
}
function mono(weight: number, italic = false): Cut {
  const from = `ibm-plex-mono-latin-${weight}-${italic ? 'italic' : 'normal'}.woff2`
  return { out: `Mono-${weight}${italic ? 'i' : ''}`, family: 'Course Mono', weight, italic, from }
}
function signs(weight: number): Cut {
  const from = `ibm-plex-mono-pi-${weight}-normal.woff2`
  return { out: `Signs-${weight}`, family: 'Course Signs', weight, italic: false, from }
}

/** Optical sizes: 8 for notes and captions, 11 for the text, 18 for words in a slide's own drawing, 24 and 28 for titles, 60 for numerals. */
const CUTS: readonly Cut[] = [
  serif('Text-400', 'Course Serif', 400, 11),
  serif('Text-400i', 'Course Serif', 400, 11, true),
  serif('Text-600', 'Course Serif', 600, 11),
  serif('Text-600i', 'Course Serif', 600, 11, true),
  serif('Note-400', 'Course Serif Note', 400, 8),
  serif('Note-400i', 'Course Serif Note', 400, 8, true),
  serif('Note-600', 'Course Serif Note', 600, 8),
  serif('Draw-400', 'Course Serif Draw', 400, 18),
  serif('Draw-400i', 'Course Serif Draw', 400, 18, true),
  serif('Title-300', 'Course Serif Title', 300, 60),
  serif('Title-400', 'Course Serif Title', 400, 28),
  serif('Title-600', 'Course Serif Title', 600, 24),
  serif('Title-400i', 'Course Serif Title', 400, 24, true),
  mono(400),
  mono(400, true),
  mono(500),
  mono(600),
  signs(400),
  signs(600),
]

/** Every letter that a face may hold; what it lacks is left out. */
const ALL = String.fromCodePoint(...Array.from({ length: 0x2fff - 0x20 }, (_, i) => i + 0x20))

/** What decides how the cut files look. */
function digest(from: string): string {
  const key = createHash('sha256')
    .update(JSON.stringify(CUTS))
    .update(readFileSync(import.meta.filename))
  for (const name of new Set(CUTS.map(cut => cut.from))) key.update(readFileSync(join(from, name)))
  return key.digest('hex')
}

/** By folder: whoever asks while the fonts are being cut waits for the same. */
const cutting = new Map<string, Promise<string>>()

/**
 * Cuts the fonts, unless they lie there already for the same sources.
 * @param from the folder of the whole faces
 * @param to a folder of their own; it appears whole or not at all
 * @returns `to`
 */
export function cutFonts(from: string, to: string): Promise<string> {
  const made = cutting.get(to) ?? cut(from, to)
  cutting.set(to, made)
  return made
}

async function cut(from: string, to: string): Promise<string> {
  const key = digest(from)
  const stamp = join(to, 'key')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return to
  const work = `${to}.${process.pid}`
  mkdirSync(work, { recursive: true })
  for (const one of CUTS) {
    const axes = one.axes ? { variationAxes: one.axes } : {}
    const font = await subset(readFileSync(join(from, one.from)), ALL, { targetFormat: 'sfnt', ...axes })
    writeFileSync(join(work, `${one.out}.ttf`), renamed(Buffer.from(font), { ...one, name: `Course-${one.out}` }))
  }
  writeFileSync(join(work, 'key'), key)
  rmSync(to, { recursive: true, force: true })
  renameSync(work, to)
  return to
}
