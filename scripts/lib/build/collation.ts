// One order of words for every builder. UnoCSS sorts its rules by `localeCompare`, which follows the shell's language: in Estonian z stands before t.

/** Runs `work` while strings compare as in English wherever the caller names no language of its own. */
export async function inEnglishOrder<T>(work: () => Promise<T>): Promise<T> {
  const { compare } = new Intl.Collator('en')
  const { localeCompare } = String.prototype
  const inEnglish = function (this: string, that: string, ...chosen: [string?, Intl.CollatorOptions?]): number {
    return chosen.length ? localeCompare.call(this, that, ...chosen) : compare(String(this), that)
  }
  Object.assign(String.prototype, { localeCompare: inEnglish })
  try {
    return await work()
  } finally {
    Object.assign(String.prototype, { localeCompare })
  }
}
