// The claims of a deck as they stand, with their evidence: what the gate `words` judges and claims.json lists. In: a deck. Out: claims.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Deck, deckIds } from '../deck.ts'
import { type Claim, claimsOf } from './claims.ts'
import { deckParagraphs } from './paragraphs.ts'
import { readSources } from './store.ts'

export const deckClaims = (deck: Deck, root: string): Claim[] =>
  deckParagraphs(deck, root).flatMap(paragraph => claimsOf(paragraph, name => isMiriProgram(root, deck.id, name)))

/** Whether Miri's verdict is expected of a program: `late`, or `06-memory-layout/niche-max`. */
function isMiriProgram(root: string, deck: string, name: string): boolean {
  const [, other, own = name] = /^(\d\d(?:-[a-z0-9-]+)?)\/(.*)$/.exec(name) ?? []
  const id = other ? deckIds(root).find(d => d === other || d.startsWith(`${other}-`)) : deck
  const path = join(root, 'decks', id ?? '', 'snippets', `${own}.rs`)
  return existsSync(path) && /^\/\/@ (?:miri:|needs: miri|emit: witness)/m.test(readFileSync(path, 'utf8'))
}

/** A claim of claims.json. */
export interface ListedClaim extends Claim {
  /** Day on which the newest of its sources was found where it is; null where none has a day. */
  verified: string | null
}

/** Claims of the course, in the order of decks and lines: what claims.json holds. The same text gives the same file. */
export function courseClaims(decks: readonly Deck[], root: string): { deck: string; claims: ListedClaim[] }[] {
  return decks.map(deck => {
    const sources = readSources(root, join('decks', deck.id))
    const dated = (claim: Claim): ListedClaim => ({
      ...claim,
      verified:
        claim.evidence
          .flatMap(address => sources.get(address)?.date ?? [])
          .sort()
          .at(-1) ?? null,
    })
    return { deck: deck.id, claims: deckClaims(deck, root).map(dated) }
  })
}
