// "Did you mean": the name that was probably meant, and how to say it. Pure.

/** How many letters must be changed, added or taken out, or swapped with their neighbour, to make `b` of `a`. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1))
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j]!, before[j - 2]! + 1)
    }
    before = row
    row = next
  }
  return row[b.length]!
}

/** The one of `known` that `name` is a slip of, or null where none is near. */
export function nearest(name: string, known: Iterable<string>): string | null {
  let best: string | null = null
  let least = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const candidate of known) {
    const steps = distance(name.toLowerCase(), candidate.toLowerCase())
    if (steps < least) [best, least] = [candidate, steps]
  }
  return best
}

/** What to write instead: the near name first, else all that there are. */
export function instead(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  return near
    ? `did you mean \`${near}\`?`
    : `there ${known.length === 1 ? 'is' : 'are'} ${known.map(k => `\`${k}\``).join(', ') || 'none'}`
}
