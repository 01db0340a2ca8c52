// Which characters the shipped faces can draw: the character maps of the .woff2 files, read without a font library.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

/** Tables that WOFF 2 names by a number; `cmap` is the first. */
const KNOWN = 63,
  GLYF = 10,
  LOCA = 11

/** The bytes of a WOFF 2 file's `cmap`, which the format does not transform. https://www.w3.org/TR/WOFF2/#table_dir_format */
function cmapTable(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 4) !== 'wOF2') throw new Error('this is no WOFF 2 file')
  const tables = file.readUInt16BE(12),
    compressed = file.readUInt32BE(20)
  let at = 48
  const base128 = (): number => {
    for (let value = 0; ;) {
      const byte = file[at++]!
      value = value * 128 + (byte & 127)
      if (byte < 128) return value
    }
  }
  let offset = 0,
    cmap: { offset: number; length: number } | null = null
  for (let i = 0; i < tables; i++) {
    const flags = file[at++]!,
      known = flags & 63,
      version = flags >> 6
    const tag = known === KNOWN ? file.toString('latin1', at, (at += 4)) : null
    const original = base128()
    // Only glyf and loca are transformed by version 0; for the others any version but 0 is a transformation.
    const transformed = known === GLYF || known === LOCA ? version !== 3 : version !== 0
    const length = transformed ? base128() : original
    if (known === 0 || tag === 'cmap') cmap = { offset, length }
    offset += length
  }
  if (!cmap) throw new Error('the font has no cmap')
  return brotliDecompressSync(file.subarray(at, at + compressed)).subarray(cmap.offset, cmap.offset + cmap.length)
}

/** Code points that a font maps to a glyph. */
export function characterMap(woff2: Buffer): Set<number> {
  const cmap = cmapTable(woff2),
    out = new Set<number>()
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const sub = cmap.subarray(cmap.readUInt32BE(4 + i * 8 + 4)),
      format = sub.readUInt16BE(0)
    if (format === 12)
      for (let g = 0; g < sub.readUInt32BE(12); g++)
        for (let c = sub.readUInt32BE(16 + g * 12); c <= sub.readUInt32BE(20 + g * 12); c++) out.add(c)
    if (format === 4) {
      const half = sub.readUInt16BE(6)
      for (let s = 0; s < half; s += 2) {
        const end = sub.readUInt16BE(14 + s),
          start = sub.readUInt16BE(16 + half + s),
          range = sub.readUInt16BE(16 + half * 3 + s)
        for (let c = start; c <= end && c !== 0xffff; c++)
          if (range === 0 || sub.readUInt16BE(16 + half * 3 + s + range + (c - start) * 2)) out.add(c)
      }
    }
  }
  return out
}

/** What each face draws in every weight and slope that is shipped, over all its files: a character that one weight lacks counts as lacking. */
export function shippedCharacters(dir: string): { serif: Set<number>; mono: Set<number> } {
  const faces = new Map<string, Set<number>>()
  for (const name of readdirSync(dir).filter(f => f.endsWith('.woff2'))) {
    const face = name.replace(/-(basic|rest|signs)(?=-)/g, '').replace('.woff2', '')
    faces.set(face, new Set([...(faces.get(face) ?? []), ...characterMap(readFileSync(join(dir, name)))]))
  }
  const common = (family: string): Set<number> => {
    const [first = new Set<number>(), ...others] = [...faces]
      .filter(([face]) => face.startsWith(family))
      .map(([, set]) => set)
    return new Set([...first].filter(c => others.every(o => o.has(c))))
  }
  return { serif: common('serif'), mono: common('mono') }
}

/** Drawn by no font: line ends and marks without a shape. Wide blanks count: a blank of another font has another width. */
const SHAPELESS = /^[\p{Cc}\p{Cf}\p{Mn}]$/u

/** Characters of a page's text that the shipped faces cannot draw: prose takes from Plex Mono what Source Serif lacks, code has Plex Mono alone. */
export function foreignCharacters(
  html: string,
  shipped: { serif: ReadonlySet<number>; mono: ReadonlySet<number> },
): { char: string; lacks: string; line: number }[] {
  const blank = (s: string): string => s.replaceAll(/[^\n]/g, ' ')
  const text = html
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1>/g, blank)
    .replaceAll(/<[^>]*>/g, blank)
    .replaceAll(/&#(\d+);/g, (_, n: string) => String.fromCodePoint(Number(n)))
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, n: string) => String.fromCodePoint(Number.parseInt(n, 16)))
  const out = new Map<string, { char: string; lacks: string; line: number }>()
  let line = 1
  for (const char of text) {
    if (char === '\n') line++
    if (char < '\x7f' || out.has(char) || SHAPELESS.test(char)) continue
    if (!shipped.mono.has(char.codePointAt(0)!))
      out.set(char, {
        char,
        lacks: shipped.serif.has(char.codePointAt(0)!) ? 'IBM Plex Mono' : 'either shipped face',
        line,
      })
  }
  return [...out.values()]
}
