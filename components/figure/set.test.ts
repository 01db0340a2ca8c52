// Films of a set: one scale, the step that means the same, and what differs between two pictures.
import { describe, expect, test } from 'vitest'
import { readExample } from '../../scripts/lib/recording/check.ts'
import { fromRecording as bytes, model as byteLayout } from '../ByteLayout/model.ts'
import { fromRecording as machine, model as stateMachine } from '../StateMachine/model.ts'
import type { FigureModel, Mark, Trace } from './contract.ts'
import { accented, differences, onOneScale, sameStep, sourceFor } from './set.ts'

const film = (...frames: string[]): Trace<string> => ({ schema: '', title: '', provenance: {} as never, frames })
const plain: FigureModel<string> = { layout: () => [], describe: () => '', outline: text => ({ text }) }
const meant: FigureModel<string> = { ...plain, meaning: frame => frame[0]! }

describe('the step that means the same', () => {
  test('by its meaning, the how manieth counted', () => {
    const from = film('a', 'b1', 'b2', 'c', 'z')
    const to = film('a', 'x', 'b1', 'b2', 'y', 'z')
    expect([0, 1, 2, 3, 4].map(step => sameStep(meant, from, step, to))).toEqual([0, 2, 3, 5, 5])
  })
  test('without meanings by its number where the films are of one length, else the end', () => {
    expect(sameStep(plain, film('a', 'b', 'c'), 1, film('d', 'e', 'f'))).toBe(1)
    expect(sameStep(plain, film('a', 'b', 'c'), 1, film('d', 'e'))).toBe(1)
    expect(sameStep(plain, film('a', 'b', 'c'), 0, film('d', 'e'))).toBe(1)
  })
  test('the end of one film is the end of the other', () =>
    expect(sameStep(meant, film('a', 'b'), 1, film('b', 'c', 'd'))).toBe(2))
})

describe('one scale', () => {
  const widthOf = (marks: readonly Mark[], key: RegExp): number =>
    Math.max(...marks.flatMap(m => (m.kind === 'rect' && key.test(m.key) ? [m.x + m.width] : [])))
  test('a future of few bytes is drawn shorter than one of many', () => {
    const films = ['fetch', 'two'].map(name => machine(readExample('StateMachine', name)))
    const draw = (all: readonly (typeof films)[number][]) =>
      all.map(t => widthOf(stateMachine.layout(t.frames[0]!, { width: 500, height: 300 }), /./))
    const [alone, shared] = [draw(films), draw(onOneScale(stateMachine, films))]
    expect(alone[0]).toBeCloseTo(alone[1]!, 0)
    // 24 and 48 bytes.
    expect(shared[1]! - shared[0]!).toBeCloseTo(99.5, 1)
  })
  test('so are layouts', () => {
    const films = [{ types: 'Msg' }, { types: 'Shape' }].map(o => bytes(readExample('ByteLayout', 'message'), o))
    const shared = onOneScale(byteLayout, films)
    expect(JSON.stringify(films[0]!.frames[0]!.axis)).not.toBe(JSON.stringify(films[1]!.frames[0]!.axis))
    expect(shared[0]!.frames[0]!.axis).toEqual(shared[1]!.frames[0]!.axis)
  })
  test('a family without a scale is left as it is', () => {
    const films = [film('a'), film('b')]
    expect(onOneScale(plain, films)).toBe(films)
  })
})

describe('what differs', () => {
  const rect = (key: string, x: number, width: number): Mark => ({
    kind: 'rect',
    key,
    x,
    y: 0,
    width,
    height: 9,
    texture: 'live',
  })
  const text = (key: string, words: string, x = 0): Mark => ({ kind: 'text', key, x, y: 0, text: words })
  test('what has moved is the same, what says something else is not', () => {
    const before = [text('a', 'x'), text('b', 'y')]
    expect([...differences(before, [text('c', 'x', 90), text('b', 'z')], false)]).toEqual(['b'])
  })
  test('lengths count in a figure that is drawn to scale, and only there', () => {
    expect([...differences([rect('a', 0, 10)], [rect('a', 5, 20)], true)]).toEqual(['a'])
    expect([...differences([rect('a', 0, 10)], [rect('a', 5, 20)], false)]).toEqual([])
  })
  test('one more of a kind is new, and the one that kept its key is not', () =>
    expect([...differences([text('b', 'x')], [text('a', 'x'), text('b', 'x')], false)]).toEqual(['a']))
  test('numbers of a ruler never count', () => expect(differences([], [text('t', '16')], true).size).toBe(0))
  test('the accent stands on what differs and nowhere else', () => {
    const marks: Mark[] = [{ ...text('a', 'x'), state: 'now' }, text('b', 'y')]
    expect(accented(marks, new Set(['b'])).map(m => m.state)).toEqual(['plain', 'now'])
  })
})

test('a figure beside its program has no strip of it, one by lines is drawn on it', () => {
  const source = '// #region program\nfn a() {}\n// #endregion program\n// #region other\n// #endregion\n'
  expect(sourceFor(source, {})).not.toContain('region program')
  expect(sourceFor(source, {}).split('\n')).toHaveLength(source.split('\n').length)
  expect(sourceFor(source, { view: 'lines' })).toBe(source)
})
