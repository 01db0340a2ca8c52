// A what-if: a snippet that says `//@ variant-of:` beside its base. Pure: two parsed snippets in, what changed and what does not fit out.
import type { Line, Problem, Region, Snippet } from './snippet.ts'

/** A snippet that draws a figure of a program that is refused keeps what is there for the verdict only under `#[cfg(not(figure))]`. */
export const drawnApart = (source: string): boolean =>
  /#!?\[cfg(?:_attr)?\([^\]]*\bfigure\b/.test(source.replaceAll(/^\s*\/\/.*$/gm, ''))

/** What the compiler gets in addition where it is asked for the data of a figure. */
export const FIGURE_FLAGS: readonly string[] = ['--cfg', 'figure']

/** Lines of `after` that stand not in `before` at the same place of their order, counted from 1: the shortest set (longest common subsequence). */
export function changedLines(before: readonly string[], after: readonly string[]): Set<number> {
  const width = before.length + 1
  // common[i * width + j]: how many lines the rests `after[i..]` and `before[j..]` have in common.
  const common = new Uint16Array((after.length + 1) * width)
  const at = (i: number, j: number): number => common[i * width + j]!
  for (let i = after.length - 1; i >= 0; i--)
    for (let j = before.length - 1; j >= 0; j--)
      common[i * width + j] = after[i] === before[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const changed = new Set<number>()
  let j = 0
  for (let i = 0; i < after.length;) {
    if (j < before.length && after[i] === before[j]) {
      i++
      j++
    } else if (j < before.length && at(i, j + 1) >= at(i + 1, j)) j++
    else changed.add(++i)
  }
  return changed
}

/** How many lines of `before` are gone in `after`: a variant may only leave lines out. */
const removedLines = (before: readonly string[], after: readonly string[]): number => changedLines(after, before).size

const texts = (lines: readonly Line[]): string[] => lines.map(line => line.text)

/** What a variant changes in one region that both have. */
export interface RegionChange {
  /** Lines of the variant's region, from 1. */
  changed: ReadonlySet<number>
  /** Lines of the base that are gone. */
  removed: number
}
export const regionChange = (base: Region, variant: Region): RegionChange => ({
  changed: changedLines(texts(base.lines), texts(variant.lines)),
  removed: removedLines(texts(base.lines), texts(variant.lines)),
})

const flagsOf = ({ directives: d }: Snippet): string =>
  JSON.stringify([d.flags, d.bootstrap, d.args, d.crates, d.target, d.toolchain])

/**
 * Why this snippet is no variant of that base; empty where it is one.
 * @param base null where there is no such file
 */
export function variantProblems(variant: Snippet, base: Snippet | null): Problem[] {
  const { variantOf } = variant.directives
  if (!variantOf) return []
  const { name, line } = variantOf
  const problem = (message: string): Problem[] => [{ line, message: `\`//@ variant-of: ${name}\`: ${message}` }]
  if (!base) return problem(`there is no ${name}.rs beside this file: mend the name`)
  if (base.directives.variantOf)
    return problem(
      `${name}.rs is a variant itself, of ${base.directives.variantOf.name}: name that, every variant hangs on the base of its set`,
    )
  const [own, other] = [[...variant.regions.keys()], [...base.regions.keys()]]
  const missing = other.filter(region => !own.includes(region))
  const added = own.filter(region => !other.includes(region))
  if (missing.length || added.length)
    return problem(
      `a variant shows the same regions as its base, and this one ${[
        ...(missing.length ? [`lacks ${missing.map(r => `\`${r}\``).join(', ')}`] : []),
        ...(added.length ? [`adds ${added.map(r => `\`${r}\``).join(', ')}`] : []),
      ].join(' and ')}: mark the same regions in both files`,
    )
  const editions = (s: Snippet): string => s.directives.editions.join(', ')
  if (editions(variant) !== editions(base))
    return problem(
      `it is recorded in edition ${editions(variant)} and its base in ${editions(base)}: editions are no variants, write the same \`//@ edition:\` in both files`,
    )
  // Comments outside the regions may say what is changed; they change nothing.
  const regions = own.length
    ? own.map(region => [base.regions.get(region)!, variant.regions.get(region)!] as const)
    : []
  const shown = regions.length ? regions : [[base.shown, variant.shown] as const]
  const changes = shown.map(([before, after]) => regionChange(before, after))
  if (changes.every(({ changed, removed }) => !changed.size && !removed) && flagsOf(variant) === flagsOf(base))
    return problem(
      own.length
        ? 'no line of its regions and no flag differs: change what the set shows, or delete the variant'
        : 'no line and no flag differs: change the program, or delete the variant',
    )
  return []
}
