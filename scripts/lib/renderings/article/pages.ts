// Links from an article to the other pages of the site: only to those that the build makes. Pure.
import { errorPage, GLOSSARY_PAGE, programPage } from '../../pageFiles.ts'

export type PageName =
  | { page: 'program'; deck: string; snippet: string }
  | { page: 'error'; code: string }
  | { page: 'glossary' }

function fileOf(name: PageName): string {
  switch (name.page) {
    case 'program':
      return programPage(name.deck, name.snippet)
    case 'error':
      return errorPage(name.code)
    case 'glossary':
      return GLOSSARY_PAGE
  }
}

/** From `<deck>/read/`. */
export const TO_ROOT = '../../'

/**
 * The link to a page, or null where the build makes no such page.
 * @param planned files below dist/ that the build makes
 * @param deck whose article links it: there are a hundred links to its own programs, so they are short
 */
export function pageOf(planned: ReadonlySet<string>, name: PageName, deck: string): string | null {
  const file = fileOf(name)
  if (!planned.has(file)) return null
  return file.startsWith(`${deck}/`) ? `../${file.slice(deck.length + 1)}` : TO_ROOT + file
}
