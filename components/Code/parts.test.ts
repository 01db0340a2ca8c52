// Messages speak of the lines that are shown, and carets stand under their letters.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../scripts/lib/deck.ts'
import type { Block, DeckContent } from '../../scripts/lib/content/blocks.ts'
import { readCourse } from '../../scripts/lib/content/course.ts'
import { Library } from '../../scripts/lib/content/library.ts'
import { loadQuiz } from '../../scripts/lib/quiz/load.ts'
import { readRecording } from '../../scripts/lib/recording/check.ts'
import type { Diagnostic, Recording, Run } from '../../scripts/lib/recording/schema.ts'
import { regionOf } from '../../scripts/lib/recording/snippet.ts'
import { caretsUnder } from './columns.ts'
import { levelOf, messagesOf, onPlate, parts, type PartRow } from './parts.ts'
import { plateNumber, weave } from './weave.ts'

const recorded = (path: string): Recording => readRecording(join(ROOT, 'decks', path))
const sourceRows = (rows: readonly PartRow[]) => rows.flatMap(row => (row.kind === 'source' ? [row] : []))

/** A diagnostic that points at letters of one file. */
const pointing = (spans: Partial<Diagnostic['spans'][number]>[]): Diagnostic => ({
  level: 'error',
  code: 'E0001',
  message: 'no',
  rendered: '',
  children: [],
  spans: spans.map(span => ({ line: 1, column: 1, lineEnd: 1, columnEnd: 2, primary: true, label: 'here', ...span })),
})
const rowsOf = (lines: readonly string[], spans: Parameters<typeof pointing>[0], columns = 60) =>
  sourceRows(
    parts(pointing(spans), { text: line => lines[line - 1]!, shownAs: line => line, columns }).find(
      p => p.name === 'where',
    )!.rows,
  ).map(({ text, carets }) => [text, carets])

describe('a report of Miri', () => {
  const run = recorded('10-unsafe-ub/recordings/buggy-split.json').runs[0]!
  const told = (model: 'stacked' | 'tree') =>
    parts(messagesOf(run, model)[0]!, { text: () => 'x', shownAs: line => line, columns: 60, miri: true })
  it('tells where the tag was made and when it lost its permission, and has no way out', () => {
    expect(told('tree').map(part => part.name)).toEqual(['what', 'where', 'model', 'why', 'history'])
    expect(
      told('tree')
        .at(-1)!
        .rows.flatMap(row => (row.kind === 'text' ? [row.text] : [])),
    ).toEqual([
      'the accessed tag <1> was created here, in the initial state Reserved',
      'the accessed tag <1> later transitioned to Disabled due to a foreign write access at offsets [0x4..0x8]',
      'this transition corresponds to a loss of read and write permissions',
    ])
    expect(sourceRows(told('tree').at(-1)!.rows)).toHaveLength(2)
  })
  it('is of the model that is asked for', () => {
    expect(told('stacked')[0]!.rows[0]).toMatchObject({ text: expect.stringContaining('trying to retag from <1>') })
    expect(told('stacked').map(part => part.name)).toContain('calls')
    expect(messagesOf(run, null)).toEqual([])
  })
})

describe('carets', () => {
  it('stand under their letters whatever letters come before', () => {
    expect(rowsOf(['let x = y;'], [{ column: 9, columnEnd: 10 }])).toEqual([['let x = y;', '        ^']])
    expect(rowsOf(['let 名前 = y;'], [{ column: 10, columnEnd: 11 }])).toEqual([['let 名前 = y;', '           ^']])
    expect(rowsOf(['"🦀" + y'], [{ column: 7, columnEnd: 8 }])).toEqual([['"🦀" + y', '       ^']])
    expect(rowsOf(['"e\u0301" + y'], [{ column: 8, columnEnd: 9 }])).toEqual([['"e\u0301" + y', '      ^']])
  })
  it('are as wide as what they mark', () => expect(caretsUnder([...'a名前b'], 1, 2, '^')).toBe(' ^^^^'))
  it('mark the first and the last line of a span of several lines', () =>
    expect(rowsOf(['f(|| {', '    g()', '});'], [{ column: 3, lineEnd: 3, columnEnd: 2 }])).toEqual([
      ['f(|| {', '  ^^^^'],
      ['});', '^'],
    ]))
  it('stay under their letters where a long line is cut', () => {
    const [[text, carets]] = rowsOf(
      [`${'x'.repeat(80)}HERE${'y'.repeat(40)}`],
      [{ column: 81, columnEnd: 85 }],
      40,
    ) as [[string, string]]
    expect(text.slice(carets.indexOf('^'), carets.length)).toBe('HERE')
    expect(text.length).toBeLessThanOrEqual(40)
  })
  it('are woven under wide letters as well', () => {
    const line = { number: 1, text: 'let 名 = y;', html: '' }
    const rows = weave([line], 0, [pointing([{ column: 9, columnEnd: 10 }])])
    expect(rows[1]).toMatchObject({ carets: '         ^' })
  })
})

it('shows the source as it was written, not as a suggestion would have it', () => {
  const error = recorded('11-allocator-api/recordings/infects.json').runs[0]!.diagnostics[0]!
  expect(error.rendered).toContain('send(body.to_vec());')
  const lines = readFileSync(
    new URL('../../decks/11-allocator-api/snippets/infects.rs', import.meta.url),
    'utf8',
  ).split('\n')
  const rows = parts(error, { text: n => lines[n - 1]!.replace(/\s*\/\/~.*$/, ''), shownAs: n => n, columns: 60 })
  const where = sourceRows(rows.find(p => p.name === 'where')!.rows)
  expect(where.map(row => row.text.trim())).toEqual(['send(body);', 'send(body);'])
})

describe('messages', () => {
  it('are headed as rustc heads them: with a code, without the name of a lint', () => {
    expect(levelOf(pointing([]))).toBe('error[E0001]')
    expect(levelOf({ ...pointing([]), code: 'invalid_reference_casting' })).toBe('error')
    expect(levelOf({ ...pointing([]), code: null })).toBe('error')
    const lint = recorded('10-unsafe-ub/recordings/shared-write.json').runs[0]!.diagnostics[0]!
    expect(lint.rendered.startsWith(`${levelOf(lint)}: `)).toBe(true)
  })
  it('give a line that is not on the plate no number', () =>
    expect(
      onPlate(' --> a.rs:7:5\n  |\n7 | x();\n  | ^\n9 | y();\n ::: /std/lib.rs:9:1\n9 | z', n => (n === 7 ? 2 : null)),
    ).toBe(' --> a.rs:2:5\n  |\n2 | x();\n  | ^\n  | y();\n ::: /std/lib.rs:9:1\n9 | z'))

  const flat = (blocks: readonly Block[]): Block[] =>
    blocks.flatMap(b => (b.kind === 'group' || b.kind === 'quote' ? flat(b.blocks) : [b]))
  /** Numbered lines of our file that are not the plate's line of that number; a suggestion shows what would become of one. */
  function strays(message: string, plate: readonly { text: string }[]): string[] {
    let own = true
    let suggestion = false
    return message.split('\n').filter(line => {
      if (/^(?:help|note): /.test(line)) [own, suggestion] = [true, line.startsWith('help')]
      const file = /^\s*(?:-->|:::) (.*?)(?::\d+:\d+)?$/.exec(line)?.[1]
      if (file !== undefined) own = !/[:/]/.test(file)
      const numbered = /^\s*(\d+) [|] (?:[|/_ ] )*(.*)$/.exec(line)
      if (!numbered || !own) return false
      const shown = plate[Number(numbered[1]) - 1]?.text
      return shown === undefined || (!suggestion && !shown.includes(numbered[2]!.replace(/ *\/\/~.*$/, '').trim()))
    })
  }

  interface Judged {
    found: Diagnostic
    lines: readonly { number: number; text: string }[]
  }
  const errorOf = ({ diagnostics }: Run): Diagnostic[] => diagnostics.filter(d => d.level === 'error').slice(0, 1)

  const judgedBlocks = ({ slides }: DeckContent): Judged[] =>
    slides
      .flatMap(({ body, right, notes }) => [
        ...body,
        ...right,
        ...notes.flatMap(part => (part.kind === 'read' ? part.parts.map(p => p.block) : [])),
      ])
      .flatMap(block => flat([block]))
      .flatMap(block => (block.kind === 'plate' || block.kind === 'message' ? [block] : []))
      .flatMap(({ runs, lines }) => errorOf(runs[0]!).map(found => ({ found, lines })))

  const judgedQuestions = (library: Library, deck: string): Judged[] =>
    loadQuiz(ROOT, deck).questions.flatMap(({ code }) => {
      if (!code) return []
      const { snippet, recording } = library.program(join(ROOT, 'decks', deck), code.src.replace(/\.rs$/, ''))
      const { lines } = regionOf(snippet, code.region)
      return errorOf(recording.runs[0]!).map(found => ({ found, lines }))
    })

  it('of the whole course speak of the lines that are shown: on slides, in what only readers get, in the quiz', async () => {
    const { decks } = await readCourse(ROOT)
    const library = await Library.open(ROOT)
    const quizzes = decks.flatMap(deck => judgedQuestions(library, deck.id))
    const judged = [...decks.flatMap(judgedBlocks), ...quizzes]
    expect(judged.length).toBeGreaterThan(100)
    expect(quizzes.length).toBeGreaterThan(15)
    // The check sees what it is for: as rustc prints them, most do not match.
    const unmatched = judged.filter(({ found, lines }) => strays(found.rendered, lines).length)
    expect(unmatched.length).toBeGreaterThan(50)
    const after = judged.flatMap(({ found, lines }) =>
      strays(
        onPlate(found.rendered, n => plateNumber(lines, n)),
        lines,
      ),
    )
    expect(after).toEqual([])
  })
})
