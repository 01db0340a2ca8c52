// The tables of a TrueType or OpenType file: read, given other names, put together again.

interface Table {
  tag: string
  data: Buffer
}

/** What a file calls itself. */
export interface FaceName {
  family: string
  weight: number
  italic: boolean
  /** PostScript's name, which must differ from file to file. */
  name: string
}

/**
 * The font with a name table, weight and slope of its own: Typst sorts faces by these and by nothing else, and IBM's licence reserves the
 * original name for the original files.
 * @param font TrueType or OpenType, not compressed
 */
export function renamed(font: Buffer, { family, weight, italic, name }: FaceName): Buffer {
  const style = `${weight}${italic ? ' Italic' : ''}`
  const names: [number, string][] = [
    [1, family],
    [2, italic ? 'Italic' : 'Regular'],
    [4, `${family} ${style}`],
    [6, name],
    [16, family],
    [17, style],
  ]
  const tables = tablesOf(font).filter(table => table.tag !== 'name' && table.tag !== 'STAT')
  const copyOf = (tag: string): Buffer => {
    const table = tables.find(t => t.tag === tag)
    if (!table) throw new Error(`${name}: the font has no table ${tag}`)
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
