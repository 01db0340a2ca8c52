// The faces as a browser fetches them: cut from the whole ones in styles/faces to the letters, weights and features that pages use, with the
// style sheet that names them. What is rarely written lies in files of its own, which a browser fetches where a page has such a letter.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import subset from 'subset-font'
import { characterMap } from './glyphs.ts'
import { renamed } from './sfnt.ts'

/** From code point to code point. */
const span = (first: number, last: number): string =>
  String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i))
const codesOf = (letters: string): Set<number> => new Set([...letters].map(letter => letter.codePointAt(0)!))

/** ASCII, and what English prose and measured numbers write beyond it. */
const BASIC = codesOf(`${span(0x20, 0x7e)}\u00a0§«°±µ·»×–—‘’“”•…−`)

/** Wide blanks, raised and lowered digits, arrows, comparisons, lines of boxes, shades, a tick: what recordings and figures draw with. */
const SIGNS = codesOf(
  `${span(0x2000, 0x200d)}\u202f${span(0x2070, 0x2079)}${span(0x2080, 0x2089)}${span(0x2190, 0x2199)}↩↪∞≈≠≤≥` +
    `${span(0x2500, 0x2540)}${span(0x2550, 0x256c)}▀█░▒▓✓`,
)

type Part = 'basic' | 'rest' | 'signs'

interface Face {
  /** In style sheets. */
  family: string
  /** In the file's own names. The licence of Plex reserves its name for IBM's own files. */
  own: string
  file: string
  from: string
  italic: boolean
  /** Of styles: one, or from which to which. */
  weight: string
  part: Part
  axes?: Record<string, number | { min: number; max: number }>
}

const SERIF = { family: 'Source Serif 4 Variable', own: 'Source Serif 4 of the course' }
const MONO = { family: 'IBM Plex Mono', own: 'Mono of the course' }
/** All optical sizes: notes are set at 12 px and the numeral of a section at 148. */
const SIZES = { opsz: { min: 8, max: 60 } }

/** Upright text has every weight between a numeral's 300 and 600; italics have two, of which a page mostly needs one. */
function serif(part: Part): Face[] {
  const file = (slope: string): string => `serif-${part}-${slope}.woff2`
  const upright = 'source-serif-4-latin-opsz-normal.woff2'
  const slanted = { ...SERIF, part, from: 'source-serif-4-latin-opsz-italic.woff2', italic: true }
  return [
    {
      ...SERIF,
      part,
      from: upright,
      file: file('normal'),
      italic: false,
      weight: '300 600',
      axes: { wght: { min: 300, max: 600 }, ...SIZES },
    },
    { ...slanted, file: file('italic'), weight: '300 500', axes: { wght: 400, ...SIZES } },
    { ...slanted, file: file('600-italic'), weight: '501 900', axes: { wght: 600, ...SIZES } },
  ]
}

function mono(part: Part): Face[] {
  const cut = (weight: number, slope: 'normal' | 'italic'): Face => ({
    ...MONO,
    part,
    from: `ibm-plex-mono-${part === 'signs' ? 'pi' : 'latin'}-${weight}-${slope}.woff2`,
    file: `mono-${part}-${weight}-${slope}.woff2`,
    italic: slope === 'italic',
    weight: String(weight),
  })
  return [cut(400, 'normal'), cut(400, 'italic'), cut(500, 'normal'), cut(600, 'normal')]
}

/** The same files under another name for prose, whose own face has no signs. */
function signs(): Face[] {
  const [normal, italic, , bold] = mono('signs') as [Face, Face, Face, Face]
  return [
    { ...normal, family: 'Signs', weight: '200 500' },
    { ...italic, family: 'Signs', weight: '200 500' },
    { ...bold, family: 'Signs', weight: '501 900' },
  ]
}

const FACES: readonly Face[] = [
  ...serif('basic'),
  ...mono('basic'),
  ...serif('rest'),
  ...mono('rest'),
  ...mono('signs'),
  ...signs(),
]

/** Kerning, digits of one width and height, marks: what the style sheets ask for. Code switches ligatures off, prose keeps those of its letters. */
const FEATURES = ['kern', 'liga', 'lnum', 'tnum', 'ccmp', 'mark', 'mkmk', 'locl', 'rvrn']

/** Letters of a part that the whole face has. */
function letters(part: Part, whole: ReadonlySet<number>): number[] {
  const wanted = (c: number): boolean =>
    part === 'basic' ? BASIC.has(c) : part === 'signs' ? SIGNS.has(c) : c > 0x20 && !BASIC.has(c) && !SIGNS.has(c)
  return [...whole].filter(wanted).toSorted((a, b) => a - b)
}

/** `U+20-7E, U+A0` */
function unicodeRange(codes: readonly number[]): string {
  const hex = (c: number): string => c.toString(16).toUpperCase()
  const runs: [number, number][] = []
  for (const c of codes) {
    const last = runs.at(-1)
    if (last && last[1] === c - 1) last[1] = c
    else runs.push([c, c])
  }
  return runs.map(([a, b]) => (a === b ? `U+${hex(a)}` : `U+${hex(a)}-${hex(b)}`)).join(', ')
}

function rule(face: Face, codes: readonly number[]): string {
  return `@font-face {
  font-family: '${face.family}';
  font-style: ${face.italic ? 'italic' : 'normal'};
  font-display: swap;
  font-weight: ${face.weight};
  src: url('../public/fonts/${face.file}') format('woff2');
  unicode-range: ${unicodeRange(codes)};
}
`
}

/** Files below the repository with their contents. */
export interface WebFaces {
  /** Of styles/fonts.css. */
  css: string
  /** Of public/fonts, by name. */
  files: Map<string, Buffer>
}

/**
 * Cuts all faces. The same bytes for the same whole faces and the same release of the cutting library.
 * @param from the folder of the whole faces
 */
export async function webFaces(from: string): Promise<WebFaces> {
  const files = new Map<string, Buffer>()
  let css = `/* Written by \`npm run fonts\` from scripts/lib/fonts/faces.ts. Two faces (OFL 1.1, licences beside the files); nothing is loaded from another host. */\n`
  for (const face of FACES) {
    const whole = readFileSync(join(from, face.from))
    const codes = letters(face.part, characterMap(whole))
    css += rule(face, codes)
    if (files.has(face.file)) continue
    const cut = await subset(whole, String.fromCodePoint(...codes), {
      targetFormat: 'sfnt',
      keepFeatures: FEATURES,
      ...(face.axes ? { variationAxes: face.axes } : {}),
    })
    const named = renamed(Buffer.from(cut), {
      family: face.own,
      weight: Number.parseInt(face.weight, 10) >= 501 ? 600 : Math.max(400, Number.parseInt(face.weight, 10)),
      italic: face.italic,
      name: face.file.replace('.woff2', ''),
    })
    files.set(face.file, Buffer.from(await subset(named, '', { targetFormat: 'woff2', keepAllGlyphs: true })))
  }
  for (const name of readdirSync(from).filter(file => file.endsWith('.txt')))
    files.set(name, readFileSync(join(from, name)))
  return { css, files }
}

/** Writes what `webFaces` cut; whatever else lies in public/fonts goes. */
export function writeFaces(root: string, { css, files }: WebFaces): void {
  const dir = join(root, 'public/fonts')
  mkdirSync(dir, { recursive: true })
  for (const name of readdirSync(dir)) if (!files.has(name)) rmSync(join(dir, name))
  for (const [name, bytes] of files) writeFileSync(join(dir, name), bytes)
  writeFileSync(join(root, 'styles/fonts.css'), css)
}
