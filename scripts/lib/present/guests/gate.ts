// From which slide on guests may have each chunk of a deck. Pure.

interface Chunk {
  file: string
  imports: readonly string[]
  dynamicImports: readonly string[]
  modules: readonly string[]
}

/**
 * Slides by chunk: 0 for what the page needs before its first slide, else the first slide that cannot be shown without it. A chunk that neither needs is not in the map.
 * @param slideOf the slide whose text a module is, or null
 * @throws Error when one chunk holds the text of two slides, which could then not be told apart
 */
export function gates(
  chunks: ReadonlyMap<string, Chunk>,
  entry: string,
  slideOf: (module: string) => number | null,
): Map<string, number> {
  const slides = new Map<string, number>()
  for (const chunk of chunks.values()) {
    const held = new Set(chunk.modules.map(slideOf).filter(no => no !== null))
    if (held.size > 1)
      throw new Error(
        `${chunk.file} holds the slides ${[...held].join(' and ')}: guests could not get one without the other`,
      )
    for (const no of held) slides.set(chunk.file, no)
  }
  const from = new Map<string, number>()
  const visit = (file: string, no: number) => {
    const chunk = chunks.get(file)
    if (!chunk || (from.get(file) ?? Infinity) <= no) return
    from.set(file, no)
    // The page speaks of each slide's chunk before it may have it.
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) if (!slides.has(next)) visit(next, no)
  }
  visit(entry, 0)
  for (const [file, no] of [...slides].sort(([, a], [, b]) => a - b)) visit(file, no)
  return from
}
