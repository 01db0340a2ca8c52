// Page of each RFC, by its number: the only part of an RFC's address that cannot be derived.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

let pages: Map<number, string> | null = null

/** `2094-nll`, or null for a number that no merged RFC of the list has. */
export function rfcPage(number: number): string | null {
  pages ??= new Map(
    readFileSync(join(import.meta.dirname, 'rfcs.txt'), 'utf8')
      .split('\n')
      .filter(line => /^\d{4}-/.test(line))
      .map(line => [Number(line.slice(0, 4)), line]),
  )
  return pages.get(number) ?? null
}
