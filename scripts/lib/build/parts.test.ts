// The small parts of the build: selection, keys, cache, lock, swap.
import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCache } from './cache.ts'
import { type DeckData, disagreements, fromGraphNo, hasFormula, toGraphNo } from './deck-data.ts'
import { filesBelow, keyOf } from './digest.ts'
import { BuildFailure, explainSystemError } from './failure.ts'
import { inputsKey } from './inputs.ts'
import { takeLock } from './lock.ts'
import { table } from './progress.ts'
import { isCurrent, recover, refuseForeign, seal, swap } from './publish.ts'
import { selectDecks } from './select.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'build parts ü '))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function put(path: string, text: string): string {
  const file = join(dir, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  return file
}

describe('selectDecks', () => {
  beforeEach(() => {
    put('decks/01-borrow/slides.md', '')
    put('decks/10-unsafe/slides.md', '')
    put('decks/notes/readme.md', '')
  })
  it('takes all without a name, in order', () => expect(selectDecks(dir, [])).toEqual(['01-borrow', '10-unsafe']))
  it.each([['10-unsafe'], ['10'], ['decks/10-unsafe'], ['decks/10-unsafe/slides.md'], ['./decks/10-unsafe/']])(
    'understands %s',
    name => expect(selectDecks(dir, [name])).toEqual(['10-unsafe']),
  )
  it('understands a number without its zero', () => expect(selectDecks(dir, ['1'])).toEqual(['01-borrow']))
  it('refuses what is no deck', () =>
    expect(() => selectDecks(dir, ['2'])).toThrow('There is no deck "2". The decks are: 01-borrow, 10-unsafe.'))
})

describe('keys', () => {
  it('keep parts apart', () => expect(keyOf('ab', 'c')).not.toBe(keyOf('a', 'bc')))
  it('number slides so that a deck that grows moves no other', () => {
    expect(toGraphNo(3, 7)).toBe(3007)
    expect(fromGraphNo(3007)).toEqual({ deckNumber: 3, slideNo: 7 })
  })
  it('see content, whatever the clock says', () => {
    const file = put('decks/01-borrow/snippets/a.rs', 'fn a() {}')
    const key = inputsKey(dir, join(dir, 'dist'))
    utimesSync(file, new Date('1999-01-01'), new Date('1999-01-01'))
    expect(inputsKey(dir, join(dir, 'dist'))).toBe(key)
    writeFileSync(file, 'fn b() {}')
    utimesSync(file, new Date('1999-01-01'), new Date('1999-01-01'))
    expect(inputsKey(dir, join(dir, 'dist'))).not.toBe(key)
  })
  it.each([
    'decks/01-x/slides.md',
    'decks/01-x/snippets/a.rs',
    'decks/01-x/recordings/a.json',
    'decks/01-x/quiz.yaml',
    'decks/01-x/exercises/e/exercise.md',
    'components/A/A.vue',
    'layouts/a.vue',
    'styles/a.css',
    'setup/main.ts',
    'pages/a.vue',
    'public/a.svg',
    'package-lock.json',
    'vite.config.ts',
    'global-top.vue',
    'scripts/lib/x.ts',
  ])('cover %s', path => {
    const before = inputsKey(dir, join(dir, 'dist'))
    put(path, 'x')
    expect(inputsKey(dir, join(dir, 'dist'))).not.toBe(before)
  })
  it.each([
    'dist/index.html',
    '.cache/build/x',
    'node_modules/x/index.js',
    'decks/01-x/node_modules/.slidev/x.ts',
    'decks/01-x/exercises/e/target/debug/x',
    'README.md',
    'scripts/lib/x.test.ts',
  ])('leave out %s', path => {
    const before = inputsKey(dir, join(dir, 'dist'))
    put(path, 'x')
    expect(inputsKey(dir, join(dir, 'dist'))).toBe(before)
  })
})

describe('disagreements', () => {
  const deck = (id: string, headmatter: object, raw = '') =>
    ({ id, file: `/r/decks/${id}/slides.md`, data: { headmatter, entry: { raw } } }) as unknown as DeckData
  it('names what would need another client, and where', () => {
    expect(
      disagreements(
        [
          deck('a', { drawings: { enabled: false }, title: 'A' }),
          deck('b', { drawings: { enabled: true }, title: 'B' }, '---\ntitle: B\ndrawings: { enabled: true }\n---'),
        ],
        '/r',
      ),
    ).toEqual([
      {
        deck: 'b',
        problem: {
          file: 'decks/b/slides.md',
          line: 3,
          message:
            'headmatter `drawings` is {"enabled":true}, but {"enabled":false} in a: all decks share one client, so make them alike',
        },
      },
    ])
  })
  it('leaves the deck its own title, duration and layout', () =>
    expect(disagreements([deck('a', { title: 'A' }), deck('b', { title: 'B', duration: 3 })], '/r')).toEqual([]))
})

describe('hasFormula', () => {
  it.each(['a $x^2$ b', 'a\n$$\nx\n$$\n', '$O(n)$'])('%j is one', text => expect(hasFormula(text)).toBe(true))
  it.each([
    '`$x` and `$y`',
    '```rust\nmacro_rules! m { ($a:expr, $b:expr) => {} }\n```',
    '{{ $page }} of {{ $nav.total }}',
    'from $5 to $6',
  ])('%j is none', text => expect(hasFormula(text)).toBe(false))
})

describe('cache', () => {
  const key = keyOf('k')
  function kept() {
    put('site/pdf/a.pdf', 'pages')
    const cache = openCache(join(dir, 'cache'))
    cache.keep(key, join(dir, 'site'), ['pdf/a.pdf'], { n: 1 })
    return cache
  }
  it('gives back files and meta data', () => {
    expect(kept().restore(key, join(dir, 'to'))).toEqual({ n: 1 })
    expect(readFileSync(join(dir, 'to/pdf/a.pdf'), 'utf8')).toBe('pages')
  })
  it.each(['files/pdf/a.pdf', 'entry.json'])('does not trust an entry whose %s was touched', path => {
    const cache = kept()
    writeFileSync(
      join(dir, 'cache/store', key, path),
      path === 'entry.json' ? '{"checksum":"","manifest":{"files":{}}}' : 'pageS',
    )
    expect(cache.restore(key, join(dir, 'to'))).toBeNull()
    expect(cache.damaged).toEqual([key])
    expect(existsSync(join(dir, 'to/pdf/a.pdf'))).toBe(false)
  })
  it('forgets what six builds have not used', () => {
    kept().prune()
    for (let build = 0; build < 5; build++) openCache(join(dir, 'cache')).prune()
    expect(readdirSync(join(dir, 'cache/store'))).toEqual([key])
    openCache(join(dir, 'cache')).prune()
    expect(readdirSync(join(dir, 'cache/store'))).toEqual([])
  })
})

describe('lock', () => {
  it('makes a second one wait, and is freed by kill -9', async () => {
    const holder = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `
      import { takeLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))}
      await takeLock(${JSON.stringify(dir)}, () => {})
      console.log('held'); setInterval(() => {}, 1000)`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await new Promise(held => holder.stdout.once('data', held))
    let waited = ''
    const second = takeLock(dir, pid => {
      waited = pid
      holder.kill('SIGKILL')
    })
    ;(await second).release()
    expect(waited).toBe(String(holder.pid))
  }, 20_000)
  it('can be given up', async () => {
    const first = await takeLock(dir, () => {})
    const stop = new AbortController()
    await expect(takeLock(dir, () => stop.abort(new Error('enough')), stop.signal)).rejects.toThrow('enough')
    first.release()
    ;(await takeLock(dir, () => {})).release()
  })
})

describe('swap', () => {
  const out = () => join(dir, 'dist')
  const cache = () => join(dir, '.cache')
  function staged(text: string, key: string): string {
    put('.cache/work/site/index.html', text)
    seal(join(dir, '.cache/work/site'), key)
    return join(dir, '.cache/work/site')
  }
  const page = () => readFileSync(join(out(), 'index.html'), 'utf8')

  it('replaces the whole tree', () => {
    swap(staged('one', '1'), out(), cache())
    put('dist/left-over.html', 'x')
    swap(staged('two', '2'), out(), cache())
    expect([page(), isCurrent(out(), '2'), filesBelow(out())]).toEqual(['two', true, ['.build.json', 'index.html']])
    expect(existsSync(join(cache(), 'swap'))).toBe(false)
  })
  it('sees a file that was changed, removed or added', () => {
    swap(staged('one', '1'), out(), cache())
    put('dist/more.html', 'x')
    expect(isCurrent(out(), '1')).toBe(false)
    rmSync(join(out(), 'more.html'))
    expect(isCurrent(out(), '1')).toBe(true)
    put('dist/index.html', 'One')
    expect(isCurrent(out(), '1')).toBe(false)
  })
  it('goes on where a kill came between its two renames', () => {
    swap(staged('one', '1'), out(), cache())
    mkdirSync(join(cache(), 'swap'))
    renameSync(staged('two', '2'), join(cache(), 'swap/new'))
    renameSync(out(), join(cache(), 'swap/old'))
    recover(out(), cache())
    expect([page(), existsSync(join(cache(), 'swap'))]).toEqual(['two', false])
  })
  it('puts the old tree back where the new one is not whole', () => {
    swap(staged('one', '1'), out(), cache())
    mkdirSync(join(cache(), 'swap'))
    renameSync(out(), join(cache(), 'swap/old'))
    recover(out(), cache())
    expect(page()).toBe('one')
  })
  it('refuses a folder with other things in it', () => {
    put('dist/thesis.txt', 'x')
    expect(() => refuseForeign(out())).toThrow(BuildFailure)
  })
})

describe('words', () => {
  it.each(['ENOSPC', 'EDQUOT', 'EFBIG'])('for %s', code =>
    expect(explainSystemError(Object.assign(new Error('x'), { code, path: '/a/b' }))).toBe(
      'The disk is full (writing /a/b). Free some space and build again; dist/ is as it was.',
    ),
  )
  it('for a bug there are none', () => expect(explainSystemError(new TypeError('x'))).toBeNull())
  it('in a table', () =>
    expect(
      table(
        ['deck', 's'],
        [
          ['a', '10.1'],
          ['bcdef', '2.0'],
        ],
      ),
    ).toBe('  deck      s\n  -----  ----\n  a      10.1\n  bcdef   2.0'))
})
