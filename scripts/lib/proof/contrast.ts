// Contrast of every pair of tokens that meet, in both schemes, by the formula of WCAG 2. Pure.
export interface Pair {
  on: string
  what: string
  least: number
}

/** Text at least 4.5, marks at least 3. */
export const PAIRS: readonly Pair[] = [
  ...['paper', 'sheet', 'cell'].flatMap(on =>
    ['ink', 'ink-2', 'ink-3', 'accent', 'shared', 'excl'].map(what => ({ on, what, least: 4.5 })),
  ),
  ...['paper', 'sheet'].map(on => ({ on, what: 'line', least: 3 })),
  ...['accent', 'shared', 'excl'].flatMap(t => [
    { on: `${t}-tint`, what: 'ink', least: 7 },
    { on: `${t}-tint`, what: t, least: 4.5 },
    { on: `${t}-tint`, what: 'ink-3', least: 4.5 },
  ]),
  { on: 'ink', what: 'paper', least: 7 },
]

/** Custom properties `--ri-…` of the first block that `selector` opens. @throws when there is none */
export function tokens(css: string, selector: string): Map<string, string> {
  // The formatter breaks lists of selectors at their commas.
  const source = selector.replaceAll('.', '\\.').replaceAll(' ', '\\s+')
  const block = new RegExp(`${source}\\s*\\{([^}]*color-scheme[^}]*)\\}`).exec(css)?.[1]
  if (!block) throw new Error(`there is no \`${selector} { … }\` with a color-scheme`)
  return new Map([...block.matchAll(/--ri-([\w-]+):\s*(#[0-9A-Fa-f]{6})/g)].map(m => [m[1]!, m[2]!]))
}

const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map(i => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number]
  return (x + 0.05) / (y + 0.05)
}

/** Sentences for the pairs that fall short. */
export function shortfalls(css: string, selector: string): string[] {
  const t = tokens(css, selector)
  return PAIRS.flatMap(({ on, what, least }) => {
    const a = t.get(on),
      b = t.get(what)
    if (!a || !b) return [`${selector}: --ri-${a ? what : on} is missing`]
    const c = contrast(a, b)
    return c < least ? [`${selector}: ${what} on ${on} is ${c.toFixed(2)}, at least ${least} is needed`] : []
  })
}
