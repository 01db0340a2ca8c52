// Quiz files: their form with file:line, what a recording decides, and the answers on paper.
import { describe, expect, it } from 'vitest'
import type { Recording } from '../recording/schema.ts'
import { parseSnippet, regionOf } from '../recording/snippet.ts'
import { decide } from './decide.ts'
import { parseQuiz } from './parse.ts'
import { resolveQuiz } from './resolve.ts'

const source =
  '//@ check\n//@ emit: vtable u8 T\n// #region q\ntrait T {\n    fn f(&self);\n}\n// #endregion\nimpl T for u8 { fn f(&self) {} }\n'
const run = (over: Partial<Recording['runs'][number]> = {}): Recording['runs'][number] => ({
  edition: 2024,
  command: ['rustc', 'slots.rs'],
  verdict: { kind: 'runs', label: 'runs', codes: [], exit: 0 },
  diagnostics: [],
  stdout: 'one\n2\n',
  stderr: '',
  ...over,
  emits: [
    {
      kind: 'vtable',
      arg: 'u8 T',
      body: {
        type: 'u8',
        trait: 'T',
        slots: [0, 1, 2, 3].map(index => ({ index, kind: 'method' as const, name: `m${index}`, impl: null })),
      },
    },
    { kind: 'variance', arg: 'A', body: { type: 'A', params: [{ name: 'T', variance: '+' }] } },
    { kind: 'variance', arg: 'B<T>', body: { type: 'B', params: [{ name: 'T', variance: 'o' }] } },
  ],
})
const recording: Recording = {
  schema: 1,
  snippet: 'slots.rs',
  toolchain: 'course',
  srcKey: '',
  toolKey: '',
  bodyKey: '',
  rustc: { version: '1.95.0', commit: '', date: '', target: '' },
  runs: [
    run(),
    run({ edition: 2021, verdict: { kind: 'error', label: 'E0502', codes: ['E0502'], exit: null }, stdout: '' }),
  ],
}
const evidence = (question: { region?: string | undefined }) => ({
  recording,
  region: regionOf(parseSnippet(source), question.region),
})
const resolve = (text: string) => resolveQuiz(parseQuiz(text, 'quiz.yaml'), evidence)
const messages = (text: string): string[] => {
  try {
    resolve(text)
  } catch (error) {
    return (error as Error).message.split('\n')
  }
  return []
}

const PREDICTION = `- id: slots
  kind: prediction
  question: How many slots has the table for \`T\`?
  snippet: slots.rs
  region: q
  decide: emit vtable slots.length
  options:
    - { text: 2, because: one per method }
    - { text: '4', because: the header and \`f\` }
    - text: five
      value: '5'
  why: drop, size, align, then \`f\`.
`
const LINE = `- id: where
  kind: line
  question: Which line?
  snippet: slots.rs
  region: q
  answer: 2
  why: There.
`
const ORDER = `- id: order
  kind: order
  question: In which order?
  options: [{ text: first }, { text: second }, { text: third }]
  why: So.
`
const CHOICE = `- id: which
  kind: choice
  question: Which?
  options: [{ text: this }, { text: that }]
  answer: 2
  why: That.
`

describe('a recording decides', () => {
  it('by verdict, exit, output and what was emitted', () => {
    expect(decide(recording, 'verdict')).toBe('runs')
    expect(decide(recording, 'verdict', 2021)).toBe('E0502')
    expect(decide(recording, 'exit')).toBe('0')
    expect(decide(recording, 'stdout')).toBe('one\n2')
    expect(decide(recording, 'stdout[1]')).toBe('2')
    expect(decide(recording, 'emit vtable slots.length')).toBe('4')
    expect(decide(recording, 'emit vtable slots[3].name')).toBe('m3')
    expect(decide(recording, 'emit vtable slots[name=m2].index')).toBe('2')
    expect(decide(recording, 'emit variance B<T> params[0].variance')).toBe('o')
  })
  it('or says why it cannot', () => {
    const why = (decision: string, edition?: number): string => {
      try {
        return decide(recording, decision, edition)
      } catch (error) {
        return (error as Error).message
      }
    }
    expect(why('verdit')).toMatch(/`decide: verdit` is not known: write `verdict`/)
    expect(why('exit', 2021)).toMatch(/slots.rs was not run/)
    expect(why('verdict', 2018)).toMatch(/was not recorded in edition 2018/)
    expect(why('stdout[2]')).toMatch(/printed 2 lines, counted from 0/)
    expect(why('emit layout size')).toMatch(/holds no layout: add/)
    expect(why('emit variance params.length')).toMatch(
      /holds 2 of variance: say which, `emit variance A params.length`/,
    )
    expect(why('emit variance C params.length')).toMatch(/no variance of C, only of A and B<T>/)
    expect(why('emit vtable slots')).toMatch(/leads to a list of the vtable/)
    expect(why('emit vtable slots[9].name')).toBe('there is no `[9]` at `slots` of the vtable')
  })
})

describe('a question', () => {
  it('knows its answer from the recording', () => {
    const [question] = resolve(PREDICTION)
    expect(question!.options.map(o => o.right)).toEqual([false, true, false])
    expect(question).toMatchObject({ no: 1, decided: '4', hidesVerdict: false, code: { src: 'slots.rs', region: 'q' } })
  })
  it('is refused, with file:line, when no option or two options are right', () => {
    expect(messages(PREDICTION.replace("'4'", "'3'"))).toEqual([
      'quiz.yaml:7: slots: the recording says `4`, and no option does: `2`, `3`, `5`. Mend the options, or give one a `value:`',
    ])
    expect(messages(PREDICTION.replace("'5'", "'4'"))[0]).toMatch(
      /^quiz\.yaml:7: slots: the recording says `4`, and 2 options say so/,
    )
    expect(messages(PREDICTION.replace('emit vtable slots.length', 'emit layout size'))[0]).toMatch(
      /^quiz\.yaml:6: slots: slots.rs holds no layout/,
    )
    expect(messages(PREDICTION.replace('region: q', 'region: r'))[0]).toMatch(
      /^quiz\.yaml:4: slots: .*there is no `\/\/ #region r`/,
    )
  })
  it('is refused, with file:line, when its form is wrong', () => {
    expect(messages(PREDICTION.replace('decide:', 'decides:'))).toEqual([
      'quiz.yaml:1: #1.decide: write a sentence',
      'quiz.yaml:6: #1.decides: there is no such field, take it out or mend its name',
    ])
    expect(messages(PREDICTION.replace('prediction', 'guess'))[0]).toBe(
      'quiz.yaml:2: #1.kind: kind is one of prediction, choice, line, order',
    )
    expect(messages(PREDICTION + PREDICTION)[0]).toBe(
      'quiz.yaml:13: slots: the id stands already on line 1: ids are unique in a deck',
    )
    expect(messages(CHOICE.replace('answer: 2', 'answer: 3'))[0]).toBe(
      'quiz.yaml:5: which: there is no option 3: the options are counted from 1 to 2',
    )
    expect(messages(CHOICE.replace('that }', 'this }'))[0]).toBe('quiz.yaml:4: which: `this` stands there twice')
    expect(messages('a: 1\n')[0]).toBe('quiz.yaml:1: a quiz is a list of questions')
    expect(messages('- id: [a\n')[0]).toMatch(/^quiz\.yaml:\d: this is not valid YAML/)
  })
  it('about a line offers the lines that say something', () => {
    expect(resolve(LINE)[0]).toMatchObject({
      hidesVerdict: true,
      options: [
        { line: 1, text: 'trait T {', right: false },
        { line: 2, right: true },
      ],
    })
    const refused = (line: number) => () =>
      resolveQuiz(parseQuiz(LINE, 'quiz.yaml'), question => ({
        ...evidence(question),
        recording: {
          ...recording,
          runs: [
            run({
              verdict: { kind: 'error', label: 'E0038', codes: ['E0038'], exit: null },
              diagnostics: [
                {
                  level: 'error',
                  code: 'E0038',
                  message: '',
                  rendered: '',
                  children: [],
                  spans: [{ line, lineEnd: line, column: 1, columnEnd: 2, primary: true, label: null }],
                },
              ],
            }),
          ],
        },
      }))
    expect(refused(5)).not.toThrow()
    expect(refused(6)).toThrow(
      'quiz.yaml:6: where: no message of the compiler points at line 2: mend the answer, or ask about something that the recording shows',
    )
    expect(messages(LINE.replace('answer: 2', 'answer: 3'))[0]).toMatch(/^quiz\.yaml:6: where: line 3 is blank/)
    expect(messages(LINE.replace('answer: 2', 'answer: 4'))[0]).toBe(
      'quiz.yaml:6: where: line 4 is not shown: the region has 3 lines',
    )
  })
  it('about an order is shuffled alike everywhere, never solved', () => {
    const shown = resolve(ORDER)[0]!.options.map(o => o.place)
    expect(resolve(ORDER)[0]!.options.map(o => o.place)).toEqual(shown)
    expect([...shown].sort()).toEqual([0, 1, 2])
    for (let i = 0; i < 40; i++)
      expect(resolve(ORDER.replace('id: order', `id: order-${i}`))[0]!.options.map(o => o.place)).not.toEqual([0, 1, 2])
  })
  it('gets another hash when it, or its code, is edited', () => {
    const hash = resolve(CHOICE)[0]!.hash
    expect(resolve(CHOICE)[0]!.hash).toBe(hash)
    expect(resolve(CHOICE.replace('Which?', 'Which one?'))[0]!.hash).not.toBe(hash)
    const edited = resolveQuiz(parseQuiz(LINE, 'quiz.yaml'), () => ({
      recording,
      region: regionOf(parseSnippet(source.replace('fn f', 'fn g')), 'q'),
    }))
    expect(edited[0]!.hash).not.toBe(resolve(LINE)[0]!.hash)
  })
})
