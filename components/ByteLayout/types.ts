// Lists of types as an attribute of a tag holds them.
/** Splits at commas that stand outside brackets: types hold commas of their own. */
export function splitTypes(list: string): string[] {
  const out = ['']
  let depth = 0
  for (const [i, c] of [...list].entries()) {
    if ('<([{'.includes(c)) depth++
    // The `>` of `->` closes nothing.
    if (')]}'.includes(c) || (c === '>' && list[i - 1] !== '-')) depth--
    if (c === ',' && depth === 0) out.push('')
    else out[out.length - 1] += c
  }
  return out.map(s => s.trim()).filter(Boolean)
}
