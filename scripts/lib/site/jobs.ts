// The site that is being built, and the two kinds of work on it.
//
// * A PAGE JOB prints or serialises one page of one deck in the browser. Jobs of one deck with the same `address` share
//   one loaded page and run on it in the order given here; each must leave the page as the next expects it.
//   Its outputs are kept in the cache under a key of: everything that the deck's page is made of (its slides, the
//   shared modules that they use and, for `#/name`, pages/name.vue), the files of `code`, `inputs`, the browser and the lock file.
//   So an edit to another deck reruns nothing, and an edit to a shared component reruns the decks that use it.
// * A SITE JOB runs once, after all page jobs, in the order given here, over the whole staged site: landing page, search,
//   the course's handout in one file, service worker. It is kept under a key of `code`, `inputs` and the files that it
//   `reads`. Leave `outputs` empty and it simply runs every time that something changed.
// * Outputs are paths relative to dist/; a path that ends in `/` is a folder. Write to `site.path(output)` only.
import type { Page } from 'playwright-chromium'
import type { Card } from '../content/card.ts'
import type { CourseContent } from '../content/course.ts'
import type { Deck } from '../deck.ts'

/** Which outputs can be asked for by `--only`; `site` is always made, since all else comes from it. */
export const PARTS = ['site', 'read', 'slides', 'handouts', 'search'] as const
export type Part = (typeof PARTS)[number]

export interface Site {
  /** The repository's root. */
  root: string
  decks: readonly Deck[]
  /** Absolute path of an output in the staged site; its folder exists. */
  path(output: string): string
  /** Address under which the site will be published, with a slash at the end; `null` when it is not known. */
  publicUrl: string | null
  /** The decks of this site as cards, in the order of their numbers. */
  cards: readonly Card[]
  /** Course version and compilers, for every page and PDF. */
  stamp: string
  /** The decks that were read, as typed blocks, with the glossary; decks that were not built may be among them. */
  content: CourseContent
}

interface Job {
  /** In a word or two, for the progress display and the errors: `slides PDF`. */
  name: string
  part: Part
  outputs: readonly string[]
  /** Source files (absolute, or folders) whose text decides how the outputs look, beyond what the page itself is made of. */
  code: readonly string[]
  /** Anything else that decides, as text: an option, the content of a quiz. */
  inputs?: readonly string[]
}

export interface PageJob extends Job {
  deck: Deck
  /** What follows `<deck>/` in the address: `?print#/print`. */
  address: string
  run(page: Page, site: Site): Promise<void>
}

export interface SiteJob extends Job {
  /** Which files of the staged site decide how the outputs look, by their paths; all when absent. */
  reads?: RegExp
  /** It needs nothing of the site jobs before it, nor they anything of it: it runs beside them. */
  beside?: boolean
  /** It needs all files of the site: it waits for those that run beside, too. */
  last?: boolean
  run(site: Site): Promise<void>
}
