// `npm run new -- deck|figure|snippet NAME`: a skeleton that is valid from its first minute. Never overwrites.
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { command } from './lib/command.ts'
import { deckIds, loadDeck, ROOT } from './lib/deck.ts'
import { deckSkeleton, figureSkeleton, snippetSkeleton, type Skeleton } from './lib/skeleton.ts'

function skeleton(kind: string | undefined, name: string | undefined): Skeleton {
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

await command({
  name: 'npm run new -- deck|figure|snippet NAME',
  description: 'Writes a skeleton that is valid from its first minute. Never overwrites.',
  args: {},
  async run(args) {
    const { files, next } = skeleton(args._[0], args._[1])
    const taken = Object.keys(files).find(f => existsSync(join(ROOT, f)))
    if (taken) throw new Error(`${taken} exists already: choose another name`)
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(ROOT, file)), { recursive: true })
      await writeFile(join(ROOT, file), text)
      console.log(file)
    }
    console.log(next)
  },
})
