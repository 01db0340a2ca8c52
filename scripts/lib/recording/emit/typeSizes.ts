// `//@ emit: type-sizes [PART]`: what -Zprint-type-sizes says, with the offsets that the print only implies.
import { type Bench, EmitError, firstError } from '../bench.ts'
import { normaliseCompiler } from '../normalise.ts'
import type { TypeSize } from '../schema.ts'

export async function takeTypeSizes(bench: Bench, part: string): Promise<{ body: TypeSize[]; command: string[] }> {
  const flags = ['-Zprint-type-sizes', ...(bench.library ? ['--crate-type', 'lib'] : []), '--emit=metadata']
  const compiled = await bench.rustc(flags, { bootstrap: true })
  if (compiled.status !== 0) throw new EmitError(`the type sizes cannot be had: ${firstError(compiled)}`)
  const body = parseTypeSizes(normaliseCompiler(compiled.stdout, [compiled.dir])).filter(
    t => !part || t.type.includes(part),
  )
  if (!body.length)
    throw new EmitError(
      `-Zprint-type-sizes lists no type${part ? ` whose name holds \`${part}\`` : ''}: force the layout with \`const _: usize = size_of::<T>();\``,
    )
  return { body, command: ['RUSTC_BOOTSTRAP=1', 'rustc', ...bench.base, ...flags, bench.file] }
}

/** @throws Error naming the line that is not understood */
export function parseTypeSizes(text: string): TypeSize[] {
  const types: TypeSize[] = []
  let at = 0
  for (const raw of text.split('\n')) {
    if (!raw.startsWith('print-type-size ')) continue
    const line = raw.slice('print-type-size '.length).trim()
    let m = /^type: `(.*)`: (\d+) bytes, alignment: (\d+) bytes$/.exec(line)
    if (m) {
      types.push({
        type: m[1]!,
        size: Number(m[2]),
        align: Number(m[3]),
        discriminant: null,
        variants: [],
        endPadding: 0,
      })
      continue
    }
    const type = types.at(-1)
    if (!type) throw new Error(`-Zprint-type-sizes begins with \`${line}\`, not with a type`)
    m = /^discriminant: (\d+) bytes$/.exec(line)
    if (m) {
      type.discriminant = Number(m[1])
      continue
    }
    m = /^variant `(.*)`: (\d+) bytes$/.exec(line)
    if (m) {
      type.variants.push({ name: m[1]!, size: Number(m[2]), fields: [] })
      at = type.discriminant ?? 0
      continue
    }
    m = /^end padding: (\d+) bytes$/.exec(line)
    if (m) {
      type.endPadding = Number(m[1])
      continue
    }
    m =
      /^(?:(field|upvar|local) `\.(.*?)`|(padding)): (\d+) bytes(?:, offset: (\d+) bytes)?(?:, alignment: \d+ bytes)?(?:, type: (.*))?$/.exec(
        line,
      )
    if (!m) throw new Error(`-Zprint-type-sizes says \`${line}\`, which is not known`)
    if (!type.variants.length) {
      type.variants.push({ name: null, size: type.size, fields: [] })
      at = 0
    }
    const size = Number(m[4])
    if (m[5] !== undefined) at = Number(m[5])
    type.variants.at(-1)!.fields.push({
      kind: (m[1] ?? 'padding') as 'field',
      name: m[2] ?? '',
      size,
      offset: at,
      ...(m[6] ? { ty: m[6] } : {}),
    })
    at += size
  }
  return types
}
