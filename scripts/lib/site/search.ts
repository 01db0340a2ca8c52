// The search over articles, programs, error codes, terms, questions and exercises: a file of places made from the pages, and the scripts that look into it.
import { readFile, writeFile } from 'node:fs/promises'
import type { Site, SiteJob } from './jobs.ts'
import { bundledScript } from './assets.ts'
import { KINDS, type PlaceFile, type Place } from './client/find/engine.ts'
import { placesOfPage } from './places.ts'

/** Of a program the text is its source, and what was said about it: the beginning tells what it is, and half a megabyte need not be sent. */
const LONGEST: Partial<Record<Place['kind'], number>> = { program: 1_400, exercise: 1_400 }

/** The file that the search reads. Pure. @param decks titles of mechanisms by their number */
export function placeFile(places: readonly Place[], decks: PlaceFile['decks']): PlaceFile {
  return {
    decks,
    places: places.map(({ kind, url, title, deck, slide, text }) => [
      KINDS.indexOf(kind),
      url,
      title,
      deck,
      slide,
      text.slice(0, LONGEST[kind] ?? Infinity),
    ]),
  }
}

/** @param pages files of pages in dist/ besides the articles; what they hide from the search gives an answer away */
export function search(site: Site, pages: readonly string[] = []): SiteJob {
  return {
    name: 'search',
    part: 'search',
    outputs: ['site/places.json', 'site/find.js'],
    reads: /^(?:[^/]+\/(?:read|programs)|errors|glossary|claims)\/.*index\.html$/,
    inputs: [...pages, JSON.stringify(site.decks.map(({ id, head }) => [id, head.mechanism, head.title]))],
    code: [import.meta.dirname],
    async run() {
      const numbers = new Map(site.decks.map(({ id, head }) => [id, head.mechanism]))
      const files = [...site.decks.map(({ id }) => `${id}/read/index.html`), ...pages]
      const places: Place[] = []
      for (const file of files) {
        const deck = numbers.get(file.slice(0, file.indexOf('/'))) ?? 0
        const found = placesOfPage(await readFile(site.path(file), 'utf8'), { file, deck })
        if (!found.length) throw new Error(`dist/${file}:1: the search finds no place in this page`)
        places.push(...found)
      }
      const decks = Object.fromEntries(site.decks.map(({ head }) => [head.mechanism, head.title]))
      await writeFile(site.path('site/places.json'), JSON.stringify(placeFile(places, decks)))
      await writeFile(site.path('site/find.js'), await bundledScript('find/find'))
    },
  }
}
