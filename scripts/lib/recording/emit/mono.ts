// `//@ emit: mono [PART]`: the copies that monomorphisation makes, how the compiler weighs them, and the bytes of each in the object file.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bench, crateType, EmitError, firstError } from '../bench.ts'
import { normaliseCompiler } from '../normalise.ts'
import type { Mono } from '../schema.ts'
import { shortType } from './debugInfo.ts'
import { demangle } from './demangle.ts'

export async function takeMono(bench: Bench, part: string): Promise<{ body: Mono; command: string[] }> {
  const flags = [
    ...crateType(bench),
    '--emit=obj',
    '-C',
    'symbol-mangling-version=v0',
    '-C',
    'codegen-units=1',
    '-Zprint-mono-items=yes',
    '-Zdump-mono-stats=stats',
    '-Zdump-mono-stats-format=json',
  ]
  const compiled = await bench.rustc(flags, { bootstrap: true })
  if (compiled.status !== 0) throw new EmitError(firstError(compiled))
  const object = readdirSync(compiled.dir).find(f => f.endsWith('.o'))
  const stats = readdirSync(join(compiled.dir, 'stats')).find(f => f.endsWith('.json'))
  const symbols = object ? elfFunctions(readFileSync(join(compiled.dir, object))) : null
  const body = parseMono(
    normaliseCompiler(compiled.stdout),
    stats ? readFileSync(join(compiled.dir, 'stats', stats), 'utf8') : '[]',
    symbols,
    part,
  )
  if (!body.items.length)
    throw new EmitError(`no item${part ? ` whose name holds \`${part}\`` : ''} is instantiated: does \`main\` call it?`)
  return { body, command: ['RUSTC_BOOTSTRAP=1', 'rustc', ...bench.base, ...flags, bench.file] }
}

/** @param symbols size of each function of the object file by its symbol; null when the object is not ELF */
export function parseMono(
  items: string,
  stats: string,
  symbols: ReadonlyMap<string, number> | null,
  part: string,
): Mono {
  const sizes = new Map<string, number | null>()
  for (const [symbol, size] of symbols ?? []) {
    const key = itemKey(demangle(symbol))
    sizes.set(key, sizes.has(key) ? null : size)
  }
  const found = [...items.matchAll(/^MONO_ITEM (fn|static|global_asm)? ?(.*?) @@ (.*)$/gm)].map(m => {
    const name = m[2]!
    const kind = /drop_in_place|drop_glue/.test(name) ? 'drop' : (m[1] ?? 'fn')
    return {
      kind,
      name,
      cgus: m[3]!.split(' ').map(c => c.replace(/^.*?-?cgu\.[\dN]+/, 'cgu')),
      bytes: sizes.get(itemKey(name)) ?? null,
    }
  })
  const json = JSON.parse(stats) as {
    name: string
    instantiation_count: number
    size_estimate: number
    total_estimate: number
  }[]
  return {
    items: found.filter(i => i.name.includes(part)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    stats: json
      .filter(s => s.name.includes(part))
      .map(s => ({
        name: s.name,
        instances: s.instantiation_count,
        sizeEstimate: s.size_estimate,
        totalEstimate: s.total_estimate,
      })),
  }
}

/** One spelling for what the compiler prints and what a symbol reads back to. */
const itemKey = (name: string): string =>
  shortType(
    name
      .replace(/(?:\w+::)+<impl (.*) for (.*)>::/, '<$2 as $1>::')
      .replace(/(?:\w+::)+<impl (.*)>::/, '<$1>::')
      .replace(/'\w+ /g, '')
      .replace(/<'_>|'_, |::<'_>/g, ''),
  )
    .replaceAll('::<', '<')
    .replace(/^<([\w<>, &]+)>::/, '$1::')

/** Sizes of the functions in an ELF object, by symbol; null when the file is something else. */
export function elfFunctions(file: Buffer): Map<string, number> | null {
  if (file.readUInt32BE(0) !== 0x7f454c46 || file[4] !== 2 || file[5] !== 1) return null
  const sections = Number(file.readBigUInt64LE(0x28)),
    width = file.readUInt16LE(0x3a),
    count = file.readUInt16LE(0x3c)
  const section = (index: number): { type: number; offset: number; size: number; link: number } => {
    const at = sections + index * width
    return {
      type: file.readUInt32LE(at + 4),
      offset: Number(file.readBigUInt64LE(at + 24)),
      size: Number(file.readBigUInt64LE(at + 32)),
      link: file.readUInt32LE(at + 40),
    }
  }
  const found = new Map<string, number>()
  for (let index = 0; index < count; index++) {
    const table = section(index)
    if (table.type !== 2) continue
    const names = section(table.link)
    for (let at = table.offset; at < table.offset + table.size; at += 24) {
      if ((file[at + 4]! & 15) !== 2) continue
      const start = names.offset + file.readUInt32LE(at)
      found.set(file.toString('latin1', start, file.indexOf(0, start)), Number(file.readBigUInt64LE(at + 16)))
    }
  }
  return found
}
