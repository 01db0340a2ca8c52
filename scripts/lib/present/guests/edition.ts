// The guests' edition of a deck: built as the site is, without notes, answers, keys and reasons, and with the list of what guests may have when.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { filesBelow, keyOf } from '../../build/digest.ts'
import { buildGraph } from '../../build/graph.ts'
import { inputsKey } from '../../build/inputs.ts'
import { ENTRY, slideOfModule } from '../../build/one-graph-plugin.ts'
import { deckPage } from '../../build/pages.ts'
import { courseOf } from '../../content/card.ts'
import { stampOf } from '../../site/stamp.ts'
import type { Listed } from './files.ts'
import { gates } from './gate.ts'

export interface Edition {
  /** Folder of the files. */
  dir: string
  list: Listed[]
}

const LIST = 'list.json'
/** Runs in each guest's page before Slidev's client. */
const SCRIPT = join(import.meta.dirname, '..', 'client', 'follow.ts')

/** Makes the edition, or finds the one that was made of the same files. @throws GraphError with what is wrong in the deck */
export async function guestEdition(root: string, deck: string): Promise<Edition> {
  const shelf = join(root, '.cache', 'guests')
  const kept = join(shelf, keyOf('guests', deck, inputsKey(root, join(root, 'dist'))))
  if (!existsSync(kept)) {
    mkdirSync(shelf, { recursive: true })
    for (const old of readdirSync(shelf))
      if (old.startsWith(`work-${deck}-`)) rmSync(join(shelf, old), { recursive: true })
    const work = mkdtempSync(join(shelf, `work-${deck}-`))
    await make(root, deck, work)
    rmSync(join(work, 'scratch'), { recursive: true, force: true })
    // Two that make it at once make the same.
    if (existsSync(kept)) rmSync(work, { recursive: true })
    else renameSync(work, kept)
  }
  return { dir: join(kept, 'files'), list: JSON.parse(readFileSync(join(kept, LIST), 'utf8')) as Listed[] }
}

async function make(root: string, deck: string, work: string): Promise<void> {
  const course = courseOf(root)
  const card = course.decks.find(d => d.id === deck)
  if (!card) throw new Error(`decks/${deck}/slides.md:1: there is no such deck`)
  const dir = join(work, 'files')
  mkdirSync(join(dir, deck), { recursive: true })
  // Whoever makes it, a test among them: guests get what is built for use.
  process.env.NODE_ENV = 'production'
  const graph = await buildGraph({
    root,
    decks: [{ id: deck, number: card.mechanism, file: join(root, 'decks', deck, 'slides.md') }],
    outDir: dir,
    scratch: join(work, 'scratch'),
    guests: SCRIPT,
  })
  const facts = { summary: card.summary, pdf: false, stamp: stampOf(root, course), publicUrl: null, guests: true }
  writeFileSync(join(dir, deck, 'index.html'), deckPage(graph, deck, facts))
  const entry = [...graph.chunks.values()].find(chunk => chunk.modules.includes(ENTRY))!
  const from = gates(graph.chunks, entry.file, module => {
    const slide = slideOfModule(module)
    return slide?.type === 'md' && slide.deckNumber === card.mechanism ? slide.slideNo : null
  })
  const list = filesBelow(dir)
    .map(path => ({ path, slide: path.endsWith('.js') ? from.get(path) : 0 }))
    .filter((file): file is Listed => file.slide !== undefined && /\.(html|js|css|svg|png|woff2)$/.test(file.path))
  writeFileSync(join(work, LIST), `${JSON.stringify(list)}\n`)
}
