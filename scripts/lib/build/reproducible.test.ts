// The same sources give the same bytes: whatever takes how long, wherever the checkout lies, whatever the shell's environment says.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { delays, ORDER, SEED } from './fixtures/delays.ts'
import { MANIFEST } from './publish.ts'
import { Tree } from './tree.ts'

const MINUTES = 60_000
const trees: Tree[] = []

/** The two small decks, bundled with plugins that hold up modules and chunks when they are told to. */
function delayedTree(name: string): Tree {
  const tree = new Tree(name)
  trees.push(tree)
  const plugins = `import { ${delays.name} } from './scripts/lib/build/fixtures/delays.ts'\n`
  tree.edit('vite.config.ts', 'export default', `${plugins}export default`)
  tree.edit('vite.config.ts', 'plugins: [', `plugins: [...${delays.name}(), `)
  return tree
}

interface Built {
  /** Checksum of each file. */
  files: Record<string, string>
  /** Modules in the order in which they were parsed, without their folders. */
  order: string[]
}

async function build(tree: Tree, env: NodeJS.ProcessEnv): Promise<Built> {
  const log = tree.path('order.log')
  const run = await tree.start(['--only', 'site', '--no-pdf', '--no-cache'], { env: { ...env, [ORDER]: log } }).done
  expect(run.code, run.out).toBe(0)
  const { [MANIFEST]: _, ...files } = tree.dist()
  const order = readFileSync(log, 'utf8').split('\n')
  return { files, order: order.map(id => id.split('/').at(-1) ?? id) }
}

let first: Built
beforeAll(async () => {
  first = await build(delayedTree('course'), {})
}, 3 * MINUTES)
afterAll(() => trees.forEach(tree => tree.remove()))

describe('the same sources give the same bytes', () => {
  it.each(['1', '2'])(
    'when modules and chunks are held up (seed %s)',
    async seed => {
      const { files, order } = await build(trees[0]!, { [SEED]: seed })
      expect(order.toSorted()).toEqual(first.order.toSorted())
      expect(order, 'the delays must change the order').not.toEqual(first.order)
      expect(files).toEqual(first.files)
    },
    3 * MINUTES,
  )

  it(
    'in another folder, deeper down',
    async () => {
      expect((await build(delayedTree('Kurs für Übung (1) – 100%/日本'), {})).files).toEqual(first.files)
    },
    3 * MINUTES,
  )

  it(
    'for another NODE_ENV and another language',
    async () => {
      const env = { NODE_ENV: 'development', LC_ALL: 'et_EE.UTF-8', LANG: 'et_EE.UTF-8', TZ: 'Pacific/Chatham' }
      expect((await build(trees[0]!, env)).files).toEqual(first.files)
    },
    3 * MINUTES,
  )

  it('and no file names a folder of this machine', () => {
    const folders = [trees[0]!.root, process.cwd()]
    const texts = Object.keys(trees[0]!.dist()).filter(file => /\.(html|js|css|json|xml|txt|webmanifest)$/.test(file))
    expect(texts.length).toBeGreaterThan(50)
    const naming = texts.filter(file => {
      const text = readFileSync(trees[0]!.path('dist', file), 'utf8')
      return folders.some(folder => text.includes(folder))
    })
    expect(naming).toEqual([])
  })
})
