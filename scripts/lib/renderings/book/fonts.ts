// The two faces as static TrueType files, cut from the site's own. Typst reads neither WOFF 2 nor variable fonts, so each weight and optical size
// that the book uses is cut once, under a name of its own: the licences reserve the original names for the original files.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import subset from 'subset-font'

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

/** Every letter that the site's files may hold; what a file lacks is left out. */
const ALL = String.fromCodePoint(...Array.from({ length: 0x2fff - 0x20 }, (_, i) => i + 0x20))

/** What decides how the cut files look. */
function digest(from: string): string {
  const key = createHash('sha256')
    .update(JSON.stringify(CUTS))
    .update(readFileSync(import.meta.filename))
  for (const name of new Set(CUTS.map(cut => cut.from))) key.update(readFileSync(join(from, name)))
  return key.digest('hex')
}

/**
 * Cuts the fonts, unless they lie there already for the same sources.
 * @param from the folder of the site's fonts
 * @param to a folder of their own; it appears whole or not at all
 * @returns `to`
 */
export async function cutFonts(from: string, to: string): Promise<string> {
  const key = digest(from)
  const stamp = join(to, 'key')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return to
  const work = `${to}.${process.pid}`
  mkdirSync(work, { recursive: true })
  for (const cut of CUTS) {
    const axes = cut.axes ? { variationAxes: cut.axes } : {}
    const font = await subset(readFileSync(join(from, cut.from)), ALL, { targetFormat: 'sfnt', ...axes })
    writeFileSync(join(work, `${cut.out}.ttf`), renamed(Buffer.from(font), cut))
  }
  writeFileSync(join(work, 'key'), key)
  rmSync(to, { recursive: true, force: true })
  renameSync(work, to)
  return to
}

// ---------- TrueType tables ----------

interface Table {
  tag: string
  data: Buffer
}

/** The font with a name table, weight and slope of its own: Typst sorts faces by these and by nothing else. */
function renamed(font: Buffer, { family, weight, italic, out }: Cut): Buffer {
  const style = `${weight}${italic ? ' Italic' : ''}`
  const names: [number, string][] = [
    [1, family],
    [2, italic ? 'Italic' : 'Regular'],
    [4, `${family} ${style}`],
    [6, `Course-${out}`],
    [16, family],
    [17, style],
  ]
  const tables = tablesOf(font).filter(table => table.tag !== 'name' && table.tag !== 'STAT')
  const copyOf = (tag: string): Buffer => {
    const table = tables.find(t => t.tag === tag)
    if (!table) throw new Error(`${out}: the font has no table ${tag}`)
    table.data = Buffer.from(table.data)
    return table.data
  }
  const os2 = copyOf('OS/2')
  const head = copyOf('head')
  os2.writeUInt16BE(weight, 4)
  os2.writeUInt16BE((os2.readUInt16BE(62) & ~0b1100001) | (italic ? 1 : 64), 62)
  head.writeUInt16BE(italic ? 2 : 0, 44)
  head.writeUInt32BE(0, 8)
  return assembled(font.readUInt32BE(0), [...tables, { tag: 'name', data: nameTable(names) }])
}

function tablesOf(font: Buffer): Table[] {
  return Array.from({ length: font.readUInt16BE(4) }, (_, i) => {
    const at = 12 + i * 16
    const start = font.readUInt32BE(at + 8)
    return { tag: font.toString('latin1', at, at + 4), data: font.subarray(start, start + font.readUInt32BE(at + 12)) }
  })
}

function nameTable(names: readonly [number, string][]): Buffer {
  const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16())
  const head = Buffer.alloc(6 + names.length * 12)
  head.writeUInt16BE(names.length, 2)
  head.writeUInt16BE(head.length, 4)
  let offset = 0
  names.forEach(([id], i) => {
    const length = texts[i]!.length
    const fields = [3, 1, 0x409, id, length, offset]
    fields.forEach((value, k) => head.writeUInt16BE(value, 6 + i * 12 + k * 2))
    offset += length
  })
  return Buffer.concat([head, ...texts])
}

const padded = (data: Buffer): Buffer => Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])

function checksum(data: Buffer): number {
  const whole = padded(data)
  let sum = 0
  for (let i = 0; i < whole.length; i += 4) sum = (sum + whole.readUInt32BE(i)) >>> 0
  return sum
}

/** Tables as a file, with their checksums and that of the whole. */
function assembled(version: number, unsorted: readonly Table[]): Buffer {
  const tables = unsorted.toSorted((a, b) => (a.tag < b.tag ? -1 : 1))
  const log = Math.floor(Math.log2(tables.length))
  const head = Buffer.alloc(12 + tables.length * 16)
  head.writeUInt32BE(version, 0)
  head.writeUInt16BE(tables.length, 4)
  head.writeUInt16BE(16 << log, 6)
  head.writeUInt16BE(log, 8)
  head.writeUInt16BE(tables.length * 16 - (16 << log), 10)
  let offset = head.length
  const bodies = tables.map(({ tag, data }, i) => {
    const at = 12 + i * 16
    head.write(tag, at, 'latin1')
    head.writeUInt32BE(checksum(data), at + 4)
    head.writeUInt32BE(offset, at + 8)
    head.writeUInt32BE(data.length, at + 12)
    const body = padded(data)
    offset += body.length
    return body
  })
  const file = Buffer.concat([head, ...bodies])
  const entry = 12 + tables.findIndex(table => table.tag === 'head') * 16
  file.writeUInt32BE((0xb1b0afba - checksum(file)) >>> 0, file.readUInt32BE(entry + 8) + 8)
  return file
}
