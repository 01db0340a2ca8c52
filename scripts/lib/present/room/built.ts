// A built site as the room hands it out. What decks need is read once, so that a build beside a running talk changes nothing; a request is looked up in a list and never becomes a path.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Talk } from '../../renderings/talk/talk.ts'
import { talkFile } from '../../renderings/talk/facts.ts'
import type { Live } from '../../runner/protocol.ts'
import type { Part } from '../../schedule/day.ts'
import { Files, isServed } from '../guests/files.ts'

/** What a deck's page asks for by itself; the rest of the site is read when somebody follows a link. */
const READ_AT_ONCE = /^(assets\/|fonts\/|site\/|favicon\.svg$)/

/** Each is some ten megabytes. */
const MOST_BUILDS = 6

/** Every file of a folder, with forward slashes. */
const filesOf = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    // Nor a link, wherever it leads.
    .filter(entry => entry.isFile())
    .map(entry => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))

export class Built {
  readonly dir: string
  /** By deck. */
  readonly talks: ReadonlyMap<string, Talk>
  readonly files: Files
  readonly #pages: ReadonlyMap<string, string>
  readonly #later: ReadonlySet<string>

  /** @throws Error when the folder holds no deck that can be presented */
  constructor(dir: string) {
    this.dir = dir
    const all = filesOf(dir)
    const decks = all
      .filter(path => path.endsWith('/talk.json') && path.split('/').length === 2)
      .map(p => p.split('/')[0]!)
    if (!decks.length) throw new Error(`${dir} holds no deck that can be presented`)
    const read = (path: string): string => readFileSync(join(dir, path), 'utf8')
    // A build from before the audience could answer asks it nothing.
    const none = { questions: [], outcomes: [] }
    this.talks = new Map(decks.sort().map(deck => [deck, { ...none, ...(JSON.parse(read(talkFile(deck))) as Talk) }]))
    this.#pages = new Map(decks.map(deck => [deck, read(`${deck}/index.html`)]))
    this.files = new Files(
      dir,
      all.filter(path => READ_AT_ONCE.test(path) && isServed(path)).map(path => ({ path, slide: 0 })),
    )
    this.#later = new Set(all.filter(path => !READ_AT_ONCE.test(path) && isServed(path)))
  }

  /** A deck's page as the build made it. */
  page(deck: string): string | null {
    return this.#pages.get(deck) ?? null
  }

  /** Another page of the site, or a download; null when the build had none of that name, or has been replaced since. */
  later(path: string): Files | null {
    const file = path.endsWith('/') ? `${path}index.html` : path
    if (!this.#later.has(file) || !existsSync(join(this.dir, file))) return null
    return new Files(this.dir, [{ path: file, slide: 0 }])
  }

  /** Addresses of all that a deck's windows need, relative to the site. */
  needs(deck: string): string[] {
    const own = new RegExp(`^/assets/${deck}/`)
    const others = new RegExp(`^/assets/(${[...this.talks.keys()].join('|')})/`)
    return this.files
      .addresses()
      .filter(address => own.test(address) || !others.test(address))
      .map(address => address.slice(1))
  }
}

/** All that can be presented: the build that was taken last comes first, and what windows loaded of an earlier one is still there. */
export class Builds {
  #all: Built[] = []

  /** Of decks in several builds, this one's are presented from now on. */
  take(built: Built): void {
    this.#all = [built, ...this.#all].slice(0, MOST_BUILDS)
  }

  talk(deck: string): Talk | null {
    return this.#of(deck)?.talks.get(deck) ?? null
  }

  page(deck: string): string | null {
    return this.#of(deck)?.page(deck) ?? null
  }

  needs(deck: string): string[] {
    return this.#of(deck)?.needs(deck) ?? []
  }

  /** In the order of their numbers. */
  talks(): Talk[] {
    const decks = new Set(this.#all.flatMap(built => [...built.talks.keys()]))
    return [...decks].map(deck => this.talk(deck)!).sort((a, b) => a.number - b.number)
  }

  /** Who can send what stands at an address, which begins with a slash. */
  find(address: string): Files | null {
    for (const { files } of this.#all) if (files.slideOf(address) === 0) return files
    for (const built of this.#all) {
      const later = built.later(address.slice(1))
      if (later) return later
    }
    return null
  }

  #of(deck: string): Built | undefined {
    return this.#all.find(built => built.talks.has(deck))
  }
}

/** What a deck's page is told of its room, as attributes of our script. */
export interface PageRoom {
  /** Address of the script, relative to the deck. */
  src: string
  live: Live | null
  plan: Part[] | null
}

const quoted = (value: object): string => JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** A deck's page for a window of the room: our script before its first one. What serves a reader of the site is left out: the offline copy, since a room wants the present files, the way out, the search, and the wait for the first slide. */
export function roomPage(html: string, { src, live, plan }: PageRoom): string {
  const data = Object.entries({ live, plan }).map(([name, value]) => (value ? ` data-${name}="${quoted(value)}"` : ''))
  return html
    .replaceAll(/<script[^>]* src="\.\.\/site\/(?:offline|search|deck)\.js"><\/script>\n?/g, '')
    .replace(/<link rel="manifest"[^>]*>\n?/, '')
    .replace(
      /<script type="module" src="\.\.\/site\/start\.js"><\/script>\n<link rel="modulepreload" crossorigin data-entry href=("[^"]*")>/,
      '<script type="module" crossorigin src=$1></script>',
    )
    .replace('<script type="module"', () => `<script src="${src}"${data.join('')}></script>\n<script type="module"`)
}
