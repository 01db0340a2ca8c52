// One item out of a file's items, by the name in an address. Pure.
import type { ItemName } from './address.ts'
import type { Item } from './rust.ts'

export type Found = { item: Item } | { candidates: readonly Item[] }

/**
 * The item that a name means. A name that is the whole path of an item from the file's top wins over one that only ends like it, an item of
 * a type's own impl over one of a trait, as in Rust, and an item over a field or variant. What is left must be one; `~word` chooses by the header.
 */
export function findItem(items: readonly Item[], name: ItemName): Found {
  let candidates = items.filter(item => rank(item, name.segments) > 0)
  const { word } = name
  if (word !== null) candidates = candidates.filter(item => words(item.header).has(word))
  const best = Math.max(...candidates.map(item => rank(item, name.segments)))
  candidates = candidates.filter(item => rank(item, name.segments) === best)
  return candidates.length === 1 ? { item: candidates[0]! } : { candidates }
}

/** How well a path fits, 0 for not at all. */
function rank(item: Item, segments: readonly string[]): number {
  const { names, trait } = item
  const own = item.part ? 0 : 1
  const without = trait === null ? names : names.filter((_, at) => at !== trait)
  if (endsWith(names, segments)) return names.length === segments.length ? 4 * own + 2 : 2 * own + 2
  if (trait !== null && segments.length > 1 && endsWith(without, segments)) return 2 * own + 1
  return 0
}

const endsWith = (names: readonly string[], segments: readonly string[]): boolean =>
  segments.length <= names.length && segments.every((s, at) => names[names.length - segments.length + at] === s)

const words = (header: string): Set<string> => new Set(header.match(/'?\w+/g) ?? [])

/** A shortest name that means this item and no other of the file, as it is written after `#`. */
export function nameOf(item: Item, items: readonly Item[]): string {
  for (let from = item.names.length - 1; from >= 0; from--) {
    const segments = item.names.slice(from)
    const found = findItem(items, { segments, word: null })
    if ('item' in found && found.item === item) return segments.join('::')
  }
  const path = item.names.join('::')
  const same = items.filter(other => other.names.join('::') === path && other !== item)
  const word = [...words(item.header)].find(w => same.every(other => !words(other.header).has(w)))
  return word ? `${path}~${word}` : path
}
