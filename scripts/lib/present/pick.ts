// Which deck is meant by what was typed: its folder, its number, or a part of its name. Pure.

export interface Choice {
  id: string
  mechanism: number
  title: string
  duration: number
}

/** @throws Error with what there is, when none or several decks fit. */
export function pickDeck<C extends Choice>(decks: readonly C[], typed: string): C {
  const word = typed.trim().toLowerCase()
  const exact = decks.filter(deck => deck.id === word || (/^\d+$/.test(word) && deck.mechanism === Number(word)))
  const found = exact.length ? exact : decks.filter(deck => word !== '' && deck.id.includes(word))
  if (found.length === 1) return found[0]!
  throw new Error(
    `${found.length ? `\`${typed}\` fits several decks` : `there is no deck \`${typed}\``}:\n${(found.length ? found : decks).map(line).join('\n')}`,
  )
}

/** One line of the list: number, title, minutes. */
export const line = ({ mechanism, title, duration, id }: Choice): string =>
  `${String(mechanism).padStart(4)}  ${title.padEnd(34)} ${String(duration).padStart(3)} min  ${id}`
