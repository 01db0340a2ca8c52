// Which build is presented: the one of the present sources, else the newest, and what of it is stale.
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { inputParts } from '../build/inputs.ts'
import { MANIFEST, seal } from '../build/publish.ts'
import { chooseBuild, isBuilt, talkFolder } from './build.ts'
import { Built, Builds } from './room/built.ts'
import { writeSite } from './room/fixture.testing.ts'

const DECK = '01-a'
const root = mkdtempSync(join(tmpdir(), 'ri-builds-'))
afterAll(() => rmSync(root, { recursive: true }))
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
const dist = join(root, 'dist')
/** Builds as a build does: the site, sealed with what it was made of. */
function build(dir: string, decks: readonly string[], at: number): void {
  const inputs = inputParts(root, dist)
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true })
  writeSite(dir, decks)
  seal(dir, 'key', inputs)
  utimesSync(join(dir, MANIFEST), at, at)
}

beforeEach(() => {
  rmSync(dist, { recursive: true, force: true })
  rmSync(join(root, '.cache'), { recursive: true, force: true })
  for (const deck of [DECK, '02-b']) write(`decks/${deck}/slides.md`, '# a\n')
  write('components/A.vue', '<template />')
  write('scripts/lib/a.ts', '')
})

it('is none where there is no build, and none of another deck', () => {
  expect(chooseBuild(root, DECK)).toEqual({ dirs: [], stale: null })
  build(dist, ['02-b'], 1000)
  expect(isBuilt(chooseBuild(root, DECK), DECK)).toBe(false)
  expect(isBuilt(chooseBuild(root, '02-b'), '02-b')).toBe(true)
})

it('names what has changed of the deck and of what all decks share, and nothing else', () => {
  build(dist, [DECK, '02-b'], 1000)
  expect(chooseBuild(root, DECK)).toEqual({ dirs: [dist], stale: [] })
  appendFileSync(join(root, 'decks/02-b/slides.md'), 'more\n')
  appendFileSync(join(root, 'scripts/lib/a.ts'), '// more\n')
  write(`decks/${DECK}/exercises/x.md`, 'new')
  expect(chooseBuild(root, DECK).stale).toEqual([])
  appendFileSync(join(root, 'components/A.vue'), '<!-- more -->')
  appendFileSync(join(root, `decks/${DECK}/slides.md`), 'more\n')
  write(`decks/${DECK}/snippets/new.rs`, 'fn main() {}')
  expect(chooseBuild(root, DECK).stale).toEqual(['components', `decks/${DECK}/slides.md`, `decks/${DECK}/snippets`])
})

it('is the one of the present sources, be it the older one; other decks come from dist', () => {
  const own = talkFolder(root, DECK)
  build(own, [DECK], 1000)
  appendFileSync(join(root, `decks/${DECK}/slides.md`), 'gone again\n')
  build(dist, [DECK, '02-b'], 2000)
  expect(chooseBuild(root, DECK).dirs).toEqual([dist])
  write(`decks/${DECK}/slides.md`, '# a\n')
  const chosen = chooseBuild(root, DECK)
  expect(chosen).toEqual({ dirs: [own, dist], stale: [] })
  const builds = new Builds()
  for (const dir of chosen.dirs.toReversed()) builds.take(new Built(dir))
  expect(builds.talks().map(talk => talk.id)).toEqual([DECK, '02-b'])
  // A window that was loaded from the build before still finds its files.
  expect(builds.find('/assets/02-b/01-12345678.js')).not.toBeNull()
  write(`decks/${DECK}/slides.md`, '# other\n')
  expect(chooseBuild(root, DECK)).toEqual({ dirs: [dist], stale: [`decks/${DECK}/slides.md`] })
})

it('cannot say what is stale of a build that does not say what it was made of', () => {
  mkdirSync(dist)
  writeSite(dist)
  seal(dist, 'key')
  expect(chooseBuild(root, DECK)).toEqual({ dirs: [dist], stale: null })
})
