// `//@ miri:`, `//@ miri-flags:` and `//@ miri-seeds:`: what is expected of Miri, and how it is asked. Pure: text in, facts out.

/** The aliasing models that Miri knows; both are always asked, since neither is the language's. */
export const MODELS = ['stacked', 'tree'] as const
export type Model = (typeof MODELS)[number]
export const MODEL_NAMES: Readonly<Record<Model, string>> = { stacked: 'Stacked Borrows', tree: 'Tree Borrows' }

/** `ok`: the program ended as it should, and nothing was reported. A data race is `race`, any other undefined behaviour `ub`. */
export const MIRI_VERDICTS = ['ok', 'ub', 'leak', 'race'] as const
export type MiriVerdict = (typeof MIRI_VERDICTS)[number]

export interface MiriDirective {
  expect: Readonly<Record<Model, MiriVerdict>>
  /** Line of `//@ miri:`. */
  line: number
  /** `-Zmiri-…`, beside the one that chooses the model. */
  flags: readonly string[]
  /** Seeds, and so schedules, that are tried: from 0 to this number. Null: the program must be judged alike by any two. */
  seeds: number | null
}

/** What `//@ miri:` stands for, or the sentence that refuses it. */
export function parseMiri(value: string): MiriDirective['expect'] | string {
  const usage = 'write `//@ miri: ok`, `ub`, `leak` or `race`, or one for each model: `//@ miri: stacked: ub, tree: ok`'
  const both = verdict(value)
  if (both) return { stacked: both, tree: both }
  const parts = new Map(
    value.split(',').map(part => {
      const [model = '', said = ''] = part.split(':').map(word => word.trim())
      return [model, verdict(said)]
    }),
  )
  const [stacked, tree] = [parts.get('stacked'), parts.get('tree')]
  return stacked && tree && parts.size === 2 ? { stacked, tree } : `\`//@ miri: ${value}\` is no verdict: ${usage}`
}

const verdict = (word: string): MiriVerdict | undefined => MIRI_VERDICTS.find(known => known === word)

/** What the recorder decides itself: a second say would make the recording one of something else. */
const DECIDED = /^-Zmiri-(?:tree-borrows$|many-seeds|seed\b|disable-stacked-borrows$|ignore-leaks$)/

/** The sentence that refuses a word of `//@ miri-flags:`, or null. */
export function refuseMiriFlag(word: string): string | null {
  if (!/^-Zmiri-[a-z-]+(?:=\S+)?$/.test(word))
    return `\`${word}\` is no flag of Miri: they begin with \`-Zmiri-\`, as \`-Zmiri-strict-provenance\` does`
  if (word === '-Zmiri-ignore-leaks')
    return '`-Zmiri-ignore-leaks` would hide a leak: expect it with `//@ miri: leak`, or free the memory'
  if (DECIDED.test(word))
    return `\`${word}\` is not for the snippet to say: both models are always asked, and seeds are set by \`//@ miri-seeds: N\``
  return null
}

const MOST_SEEDS = 256

/** The number of `//@ miri-seeds:`, or the sentence that refuses it. */
export function parseMiriSeeds(value: string): number | string {
  const seeds = Number(value)
  return Number.isInteger(seeds) && seeds >= 2 && seeds <= MOST_SEEDS
    ? seeds
    : `\`//@ miri-seeds:\` needs a whole number from 2 to ${MOST_SEEDS}: so many schedules are tried`
}
