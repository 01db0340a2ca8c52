// Numbers as text, those that follow one another as one range: `0-12 14`. The frames of a film name most marks so.

export function rangesOf(numbers: readonly number[]): string {
  const out: [first: number, last: number][] = []
  for (const number of numbers) {
    const open = out.at(-1)
    if (open?.[1] === number - 1) open[1] = number
    else out.push([number, number])
  }
  return out.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(' ')
}

export const numbersOf = (ranges: string): number[] =>
  ranges
    .split(' ')
    .filter(Boolean)
    .flatMap(range => {
      const [first = 0, last = first] = range.split('-').map(Number)
      return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    })
