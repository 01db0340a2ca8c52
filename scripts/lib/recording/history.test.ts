// Histories with stored answers: what is asked, what never changes, what changes twice, and how a row is said.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { listSnippets, snippetFile } from './files.ts'
import { askEdition, askHistory, releasesBetween, type Answerer } from './history.ts'
import { verdictIn } from './historyCompilers.ts'
import { readHistory, writeHistory } from './historyFile.ts'
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
  const nll: Answerer = (release, edition) =>
    Promise.resolve(edition === 2015 && Number(release.split('.')[1]) < 36 ? 'E0502' : 'ok')
  test('one row an edition, in words', async () => {
    const rows = await askHistory(snippet('verdict E0502 -> ok'), '1.99.1', nll)
    expect(historyWords(rows)).toBe(
      'edition 2015: E0502 up to 1.35, accepted from 1.36; edition 2018: accepted from its first release, 1.31; edition 2021: accepted from its first release, 1.56; edition 2024: accepted from its first release, 1.85',
    )
  })
  test('what never changes is an error that prints what was asked', async () => {
    const never = askHistory(snippet('verdict E0502 -> ok in 2018'), '1.99.1', nll)
    await expect(never).rejects.toThrow(
      'it never changes: nothing that was asked says otherwise (edition 2018: 1.31.0 ok, 1.48.0 ok',
    )
  })
  test('by edition: rows differ, and none of them changes', async () => {
    const captures: Answerer = (_, edition) => Promise.resolve(edition < 2021 ? 'E0502' : 'ok')
    expect(historyWords(await askHistory(snippet('by edition in 2018,2021'), '1.99.1', captures))).toBe(
      'edition 2018: E0502 from its first release, 1.31; edition 2021: accepted from its first release, 1.56',
    )
    await expect(askHistory(snippet('by edition'), '1.99.1', nll)).rejects.toThrow(
      'the answer changes within an edition',
    )
    await expect(askHistory(snippet('by edition in 2018,2021'), '1.99.1', nll)).rejects.toThrow(
      'every edition says the same',
    )
  })
})

describe('the directive', () => {
  test.each([
    'verdict E0502',
    'verdict ok -> ok',
    'by editions',
    'verdict E0502 -> ok since 1.26',
    'by edition in 2019',
  ])('%s is refused at its line', text =>
    expect(() => snippet(text)).toThrow('snippet.rs:2: `//@ history:` is `verdict E0502 -> ok` or `by edition`'),
  )
  test('all of its parts', () =>
    expect(snippet('verdict E0499 E0502 -> ok since 1.26.0 in 2018,2021').directives.history).toMatchObject({
      verdict: ['E0499 E0502', 'ok'],
      since: '1.26.0',
      editions: [2018, 2021],
      line: 2,
    }))
})

describe('what a compiler prints', () => {
  test.each([
    [0, 'warning: x', 'ok'],
    [1, 'error[E0502]: cannot borrow\n --> a.rs:1:1\n\nerror: aborting due to previous error', 'E0502'],
    [101, 'error[E0502]: a\nerror[E0499]: b\nerror[E0502]: c\nerror: aborting due to 3 previous errors', 'E0499 E0502'],
    [101, 'a.rs:3:5: 3:6 error: cannot borrow `v` as mutable [E0502]', 'E0502'],
    [1, 'error: expected one of', 'error'],
    [1, 'thread rustc panicked', 'error'],
  ])('status %i, %j: %s', (status, stderr, verdict) => expect(verdictIn(status, stderr)).toBe(verdict))
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
