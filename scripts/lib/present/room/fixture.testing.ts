// A small built site on disk, as a build leaves it: one deck of three slides.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Talk } from '../../renderings/talk/talk.ts'
import { Files } from '../guests/files.ts'
import { Built, Builds } from './built.ts'
import { Hall } from './hall.ts'

export const DECK = '01-a'

export const talk = (id = DECK): Talk => ({
  id,
  number: Number(id.slice(0, 2)),
  title: 'A deck',
  minutes: 6,
  slides: [1, 2, 3].map(no => ({
    no,
    title: `slide ${no}`,
    layout: 'default',
    minutes: 2,
    extra: false,
    section: null,
    clicks: no - 1,
    notes: [{ kind: 'said', click: 0, html: `<p>secret note ${no}</p>`, answer: null }],
  })),
  sections: [],
  mayGoFirst: '',
  questions: [],
  outcomes: [],
})

/** Writes a site with these decks into a folder. */
export function writeSite(dir: string, decks: readonly string[] = [DECK]): void {
  const write = (path: string, text: string): void => {
    mkdirSync(join(dir, path, '..'), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  for (const deck of decks) {
    write(
      `${deck}/index.html`,
      `<!doctype html><html data-deck="${deck}"><head><link rel="manifest" href="../site.webmanifest">\n<script type="module" src="../site/start.js"></script>\n<link rel="modulepreload" crossorigin data-entry href="../assets/course-12345678.js">\n<script src="../site/deck.js"></script>\n<script type="module" src="../site/offline.js"></script>\n<script type="module" src="../site/search.js"></script></head></html>`,
    )
    write(`${deck}/talk.json`, JSON.stringify(talk(deck)))
    write(`${deck}/read/index.html`, '<!doctype html><p>the article')
    write(`assets/${deck}/01-12345678.js`, 'export const one = 1')
  }
  write('assets/course-12345678.js', 'export {}')
  write('fonts/a.woff2', 'font')
  write('secret.txt', 'canary')
}

export interface Fixture {
  dir: string
  builds: Builds
  hall: Hall
  pages: Files
}

/** A site, a room over it, and pages that stand for desk and phone. */
export function fixture(): Fixture {
  const dir = mkdtempSync(join(tmpdir(), 'ri-room-'))
  const site = join(dir, 'site')
  writeSite(site, [DECK, '02-b'])
  const own = join(dir, 'pages')
  mkdirSync(join(own, 'room'), { recursive: true })
  for (const path of ['desk.html', 'phone.html', 'room/bridge.js', 'room/worker.js'])
    writeFileSync(join(own, path), `the room's ${path}`)
  const builds = new Builds()
  builds.take(new Built(site))
  const hall = new Hall(DECK, deck => builds.talk(deck), {
    guests: null,
    phone: 'closed',
    stale: [],
    rebuild: 'none',
    build: 0,
    decks: [],
    live: null,
  })
  const pages = new Files(
    own,
    ['desk.html', 'phone.html', 'room/bridge.js', 'room/worker.js'].map(path => ({ path, slide: 0 })),
  )
  return { dir, builds, hall, pages }
}
