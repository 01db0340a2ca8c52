// Histories with stored answers: what is asked, what never changes, what changes twice, and how a row is said.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { listSnippets, snippetFile } from './files.ts'
import { askEdition, askHistory, type Newest, releasesBetween, type Answerer } from './history.ts'
import { readHistory, writeHistory } from './historyFile.ts'
import { Turns } from './historyTurns.ts'
import { parseHistory } from './historyWish.ts'
import { historyWords } from './historyWords.ts'
import { srcKey } from './keys.ts'
import { parseSnippet } from './snippet.ts'

const RELEASES = releasesBetween('1.16.0', '1.99.1')
/** Answers that change by these minor releases; every question is written down. */
function compiler(...at: number[]): { answer: Answerer; asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    answer: release => {
      asked.push(release)
      const passed = at.filter(minor => Number(release.split('.')[1]) >= minor).length
      return Promise.resolve(passed % 2 ? 'ok' : 'E0502')
    },
  }
}
const snippet = (history: string) => parseSnippet(`//@ check\n//@ history: ${history}\nfn main() {}\n`)
const wish = (history: string) => parseHistory(history, 1)!
const VERDICT: [string, string] = ['E0502', 'ok']

describe('asking one edition', () => {
  test('ends and three between come before halves, and every change is found', async () => {
    expect(RELEASES).toHaveLength(84)
    for (let minor = 17; minor <= 99; minor++) {
      const { answer, asked } = compiler(minor)
      const row = await askEdition(2015, RELEASES, answer, VERDICT)
      expect(asked.slice(0, 5)).toEqual(['1.16.0', '1.37.0', '1.58.0', '1.78.0', '1.99.1'])
      expect(row.change).toEqual({ before: `1.${minor - 1}.0`, after: minor === 99 ? '1.99.1' : `1.${minor}.0` })
      expect(asked.length).toBeLessThanOrEqual(10)
      expect(new Set(asked).size).toBe(asked.length)
    }
  })
  test('the change of another edition is tried before halves', async () => {
    const { answer, asked } = compiler(63)
    const row = await askEdition(2015, RELEASES, answer, VERDICT, { before: '1.62.0', after: '1.63.0' })
    expect(asked.slice(5)).toEqual(['1.63.0', '1.62.0'])
    expect(row.change).toEqual({ before: '1.62.0', after: '1.63.0' })
    const other = compiler(70)
    const moved = await askEdition(2015, RELEASES, other.answer, VERDICT, { before: '1.62.0', after: '1.63.0' })
    expect(moved.change).toEqual({ before: '1.69.0', after: '1.70.0' })
  })
  test('a second change is an error that names it', async () => {
    const twice = askEdition(2015, RELEASES, compiler(30, 50).answer, VERDICT)
    await expect(twice).rejects.toThrow('it changes twice, by 1.37.0 and again by 1.58.0')
    // One that the first five do not see, and the halves do.
    const late = askEdition(2015, RELEASES, compiler(20, 21, 25).answer, VERDICT)
    await expect(late).resolves.toMatchObject({ change: { after: '1.25.0' } })
  })
  test('the other way round, and a third answer, are errors', async () => {
    const turned = askEdition(2015, RELEASES, compiler(36).answer, ['ok', 'E0502'])
    await expect(turned).rejects.toThrow('it changes from E0502 to ok, the other way round')
    const third = askEdition(2015, RELEASES, r => Promise.resolve(r === '1.16.0' ? 'E0658' : 'ok'), VERDICT)
    await expect(third).rejects.toThrow('1.16.0 says E0658 in edition 2015, neither E0502 nor ok')
  })
})

describe('asking all editions', () => {
  const minor = (release: string): number => Number(release.split('.')[1])
  const nll: Answerer = (release, edition) => Promise.resolve(edition === 2015 && minor(release) < 36 ? 'E0502' : 'ok')
  const words = async (asks: string, answer: Answerer, newest: Newest = ['1.99.1']): Promise<string> =>
    historyWords({ asks, rows: await askHistory(wish(asks), newest, answer) })

  test('one row for the editions that share a history, in words', async () => {
    await expect(words('verdict E0502 -> ok', nll)).resolves.toBe(
      'edition 2015: E0502 up to 1.35, accepted from 1.36; editions 2018, 2021 and 2024: accepted from their first releases, 1.31, 1.56 and 1.85',
    )
    await expect(words('verdict E0502 -> ok in 2015,2018', nll)).resolves.toBe(
      'edition 2015: E0502 up to 1.35, accepted from 1.36; edition 2018: accepted from its first release, 1.31',
    )
  })
  test('what never changes is an error that prints what was asked', async () => {
    await expect(words('verdict E0502 -> ok in 2018', nll)).rejects.toThrow(
      'it never changes: nothing that was asked says otherwise (edition 2018: 1.31.0 ok, 1.48.0 ok',
    )
    await expect(words('layout u8 size in 2021', () => Promise.resolve('1'))).rejects.toThrow('it never changes')
  })
  test('what changes twice is an error that names both, in every form', async () => {
    const twice: Answerer = release => Promise.resolve(minor(release) < 60 || minor(release) > 80 ? '8' : '16')
    for (const asks of ['layout u8 size in 2021', 'output 1 in 2021', 'warning some_lint in 2021'])
      await expect(words(asks, twice)).rejects.toThrow('it changes twice, by 1.67.0 and again by 1.88.0')
  })
  test('by edition: rows differ, and none of them changes', async () => {
    const captures: Answerer = (_, edition) => Promise.resolve(edition < 2021 ? 'E0502' : 'ok')
    await expect(words('by edition in 2018,2021', captures)).resolves.toBe(
      'edition 2018: E0502 from its first release, 1.31; edition 2021: accepted from its first release, 1.56',
    )
    await expect(words('by edition', nll)).rejects.toThrow('the answer changes within an edition')
    await expect(words('by edition in 2018,2021', nll)).rejects.toThrow('every edition says the same')
  })
  test.each<[string, Answerer, string]>([
    [
      'layout Option<char> size since 1.20.0 in 2015',
      release => Promise.resolve(minor(release) < 24 ? '8' : '4'),
      'size of Option<char>; edition 2015: 8 bytes up to 1.23, 4 bytes from 1.24',
    ],
    [
      'output 2 by edition in 2021,2024',
      (_, edition) => Promise.resolve(edition < 2024 ? 'else ' : ''),
      'line 2 of its output; edition 2021: “else” from its first release, 1.56; edition 2024: nothing from its first release, 1.85',
    ],
    [
      'warning deprecated since 1.40.0 in 2018',
      release => Promise.resolve(minor(release) < 50 ? 'silent' : 'warns'),
      'lint deprecated; edition 2018: no warning up to 1.49, a warning from 1.50',
    ],
    [
      'output 1 in 2021',
      release => Promise.resolve(minor(release) < 90 ? 'rejected E0599' : '7'),
      'line 1 of its output; edition 2021: rejected with E0599 up to 1.89, “7” from 1.90',
    ],
    [
      'layout S b since 1.77.0 in 2021',
      release => Promise.resolve(minor(release) < 80 ? '1' : '0'),
      'offset of b in S; edition 2021: 1 byte up to 1.79, 0 bytes from 1.80',
    ],
    [
      'by edition since 1.60.0 in 2021,2024',
      (_, edition) => Promise.resolve(edition < 2024 ? 'none' : 'ok'),
      'edition 2021: rejected without a code from 1.60, the oldest that was asked; edition 2024: accepted from its first release, 1.85',
    ],
  ])('%s', (asks, answer, said) => expect(words(asks, answer)).resolves.toBe(said))
  test('a row of nightlies has a day for each', async () => {
    const asks = 'verdict ok -> none since nightly-2024-11-28 until nightly-2024-12-09 in 2021'
    const removed: Answerer = night => Promise.resolve(night < 'nightly-2024-12-01' ? 'ok' : 'none')
    await expect(words(asks, removed)).resolves.toBe(
      'edition 2021: accepted up to nightly-2024-11-30, rejected without a code from nightly-2024-12-01',
    )
  })
  test('the next release stands behind the one of the course', async () => {
    const beta: Answerer = release => Promise.resolve(release.includes('beta') ? 'ok' : 'E0658')
    await expect(words('verdict E0658 -> ok in 2024', beta, ['1.99.1', '1.100.0-beta.7'])).resolves.toBe(
      'edition 2024: E0658 up to 1.99.1, accepted from 1.100.0-beta.7',
    )
  })
})

describe('turns', () => {
  test('each release has one turn for all that wait for it, and who has left is not waited for', async () => {
    const turns = new Turns(3)
    const log: string[] = []
    const history = async (name: string, ...releases: string[]) => {
      for (const release of releases) {
        await turns.turn(release)
        log.push(`${release} ${name}`)
        await Promise.resolve()
      }
      turns.leave()
    }
    await Promise.all([history('a', '1.1', '1.3'), history('b', '1.2', '1.1', '1.3'), history('c', '1.2', '1.1')])
    expect(log).toEqual(['1.2 b', '1.2 c', '1.1 a', '1.1 b', '1.1 c', '1.3 a', '1.3 b'])
  })
})

describe('the directive', () => {
  test.each([
    'verdict E0502',
    'verdict ok -> ok',
    'verdict E0502 -> ok by edition',
    'by editions',
    'verdict E0502 -> ok since 1.26',
    'by edition in 2019',
    'output',
    'output 0',
    'layout u8',
    'layout size by edition',
    'warning',
    'output 1 since nightly-2024-12-01',
  ])('%s is refused at its line', text =>
    expect(() => snippet(text)).toThrow('snippet.rs:2: `//@ history:` is `verdict E0502 -> ok`, `output LINE`'),
  )
  test('all of its parts', () => {
    expect(snippet('verdict E0499 E0502 -> ok since 1.26.0 in 2018,2021').directives.history).toMatchObject({
      form: { kind: 'verdict', answers: ['E0499 E0502', 'ok'] },
      byEdition: false,
      since: '1.26.0',
      until: null,
      editions: [2018, 2021],
      line: 2,
    })
    expect(wish('layout (u8, i128) align by edition in 2021').form).toEqual({
      kind: 'layout',
      type: '(u8, i128)',
      field: 'align',
    })
    expect(wish('warning invalid_value by edition')).toMatchObject({
      form: { kind: 'warning', lint: 'invalid_value' },
      byEdition: true,
      editions: null,
    })
  })
})

describe('the file', () => {
  const root = mkdtempSync(join(tmpdir(), 'history-test-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  test('belongs to the text that was asked about', async () => {
    const text = '//@ check\n//@ history: by edition\nfn main() {}\n'
    const file = snippetFile('decks/01-x/snippets/a.rs', root)
    mkdirSync(dirname(file.source), { recursive: true })
    writeFileSync(file.source, text)
    expect(readHistory(file)).toBe('there is no history of it: run `npm run history -- decks/01-x/snippets/a.rs`')
    const rows = [await askEdition(2015, RELEASES, compiler(36).answer, VERDICT)]
    writeHistory(file, { schema: 1, snippet: 'a.rs', srcKey: srcKey(text), asks: 'by edition', target: 'x', rows })
    expect(readHistory(file)).toMatchObject({ rows })
    writeFileSync(file.source, `${text}// more\n`)
    expect(readHistory(file)).toContain('STALE: it was edited after its history was asked for')
  })
})

describe('the course', () => {
  test('every `//@ history` was asked for, of the text as it stands', () => {
    const missing = listSnippets().flatMap(file => {
      const asks = /^\/\/@ history:/m.test(readFileSync(file.source, 'utf8'))
      const found = asks ? readHistory(file) : null
      return typeof found === 'string' ? [`${file.path}: ${found}`] : []
    })
    expect(missing).toEqual([])
  })
})
