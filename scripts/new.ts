// `npm run new -- deck|figure|snippet NAME`: a skeleton that is valid from its first minute. Never overwrites.
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { deckIds, loadDeck, ROOT } from './lib/deck.ts'
import { deckSkeleton, figureSkeleton, snippetSkeleton, type Skeleton } from './lib/skeleton.ts'

const [kind, name] = process.argv.slice(2)

function skeleton(): Skeleton {
  if (!name)
    throw new Error(
      'say what and its name: npm run new -- deck 12-macros, npm run new -- figure TokenTree, npm run new -- snippet 03-trait-objects/my-snippet',
    )
  if (kind === 'deck')
    return deckSkeleton(
      name,
      deckIds().map(id => loadDeck(id).head.mechanism),
    )
  if (kind === 'figure') return figureSkeleton(name)
  if (kind === 'snippet') return snippetSkeleton(name, deckIds())
  throw new Error(`\`${kind}\` is none of deck, figure, snippet`)
}

try {
  const { files, next } = skeleton()
  const taken = Object.keys(files).find(f => existsSync(join(ROOT, f)))
  if (taken) throw new Error(`${taken} exists already: choose another name`)
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(ROOT, file)), { recursive: true })
    await writeFile(join(ROOT, file), text)
    console.log(file)
  }
  console.log(next)
} catch (e) {
  console.error((e as Error).message)
  process.exitCode = 1
}
