// Which decks are drafts: not published, and no gate is held to them. Asked without a parser, since a draft need not be readable yet.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether the headmatter of `decks/<id>` says `draft: true`. */
export function isDraft(root: string, id: string): boolean {
  const head = readFileSync(join(root, 'decks', id, 'slides.md'), 'utf8').split(/^---\s*$/m, 2)[1] ?? ''
  return /^draft:\s*true\s*(?:#.*)?$/m.test(head)
}
