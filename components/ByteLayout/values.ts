// What each bit pattern of a tag or a niche means, as a row of ranges from 0 to the largest pattern.
import type { Layout } from '../../scripts/lib/recording/schema.ts'

/** `variant`: patterns that mean it; `payload`: a legal value of the data; `free`: illegal, still unused; `never`: inside the valid range, yet no variant. */
export interface Patterns {
  from: string
  to: string
  meaning: string
  kind: 'variant' | 'payload' | 'free' | 'never'
}
export interface ValueLine {
  offset: number
  size: number
  patterns: readonly Patterns[]
}

const HEX_FROM = 1n << 32n

/** Decimal up to four bytes, then hexadecimal with its middle left out: `0x8000…0001`. */
export function patternText(value: string): string {
  const n = BigInt(value)
  if (n < HEX_FROM) return n > 0xffffn ? `0x${n.toString(16)}` : n.toString()
  const hex = n.toString(16)
  return hex.length > 9 ? `0x${hex.slice(0, 4)}…${hex.slice(-4)}` : `0x${hex}`
}
export const rangeText = (p: Pick<Patterns, 'from' | 'to'>): string =>
  p.from === p.to ? patternText(p.from) : `${patternText(p.from)} to ${patternText(p.to)}`

/** The value line of a type's tag or, without a tag, of its largest niche; null where neither exists. */
export function valueLine(layout: Layout): ValueLine | null {
  const { tag, niche } = layout
  const at = tag ?? niche
  if (!at) return null
  const max = (1n << BigInt(8 * at.size)) - 1n
  const rest = niche && niche.offset === at.offset && niche.size === at.size ? niche : null
  const lives = new Set(layout.variants.filter(v => v.inhabited).map(v => v.name))
  const named = new Map(
    (tag?.values ?? []).filter(v => lives.has(v.variant)).map(v => [wrap(BigInt(v.value), max), v.variant]),
  )
  // Between the values of two variants lies the untagged variant's own index: it decodes to that variant, and nobody writes it.
  const last = [...named.keys()].reduce((a, b) => (a > b ? a : b), 0n),
    first = [...named.keys()].reduce((a, b) => (a < b ? a : b), max)
  const valid = (v: bigint) =>
    !rest ||
    (BigInt(rest.validStart) <= BigInt(rest.validEnd)
      ? v >= BigInt(rest.validStart) && v <= BigInt(rest.validEnd)
      : v >= BigInt(rest.validStart) || v <= BigInt(rest.validEnd))
  const cuts = [
    0n,
    ...[...named.keys()].flatMap(v => [v, v + 1n]),
    ...(rest ? [BigInt(rest.validStart), BigInt(rest.validEnd) + 1n] : []),
  ]
  const starts = [...new Set(cuts)].filter(c => c >= 0n && c <= max).sort((a, b) => (a < b ? -1 : 1))
  const patterns: Patterns[] = []
  starts.forEach((from, i) => {
    const to = (starts[i + 1] ?? max + 1n) - 1n
    const variant = named.get(from)
    const [meaning, kind]: [string, Patterns['kind']] =
      variant !== undefined
        ? [variant, 'variant']
        : !valid(from)
          ? ['still free', 'free']
          : !tag
            ? ['legal', 'payload']
            : tag.encoding === 'niche'
              ? from > first && to < last
                ? ['unused', 'never']
                : [tag.untagged ?? 'data', 'payload']
              : ['no variant', 'never']
    const before = patterns.at(-1)
    if (before && before.kind === kind && before.meaning === meaning) before.to = to.toString()
    else patterns.push({ from: from.toString(), to: to.toString(), meaning, kind })
  })
  return { offset: at.offset, size: at.size, patterns: shorten(patterns) }
}

/** A signed or wrapped pattern as the unsigned number that memory holds. */
const wrap = (v: bigint, max: bigint) => ((v % (max + 1n)) + max + 1n) % (max + 1n)

/** More than five variants: those between the first and the last become one range with their count. */
function shorten(patterns: Patterns[]): Patterns[] {
  const variants = patterns.filter(p => p.kind === 'variant')
  if (variants.length <= 5) return patterns
  const second = variants[1]!,
    last = variants.at(-1)!,
    from = patterns.indexOf(second),
    to = patterns.indexOf(last)
  return [
    ...patterns.slice(0, from),
    { from: second.from, to: patterns[to - 1]!.to, meaning: `${variants.length - 2} more`, kind: 'variant' },
    ...patterns.slice(to),
  ]
}
