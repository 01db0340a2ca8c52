import { describe, expect, it } from 'vitest'
import type { Mark } from './contract.ts'
import { crossings, flaws, pathSegments } from './overlap.ts'

const box = { width: 200, height: 100 }
const text = (key: string, x: number, y: number, text: string, more: object = {}): Mark => ({
  kind: 'text',
  key,
  x,
  y,
  text,
  ...more,
})
const rect = (key: string, x: number, y: number, width = 60, height = 30, more: object = {}): Mark => ({
  kind: 'rect',
  key,
  x,
  y,
  width,
  height,
  texture: 'live',
  ...more,
})
const arrow = (key: string, points: [number, number][], more: object = {}): Mark => ({
  kind: 'arrow',
  key,
  points,
  pointer: 'own',
  ...more,
})

describe('flaws', () => {
  it('accepts a sound frame', () =>
    expect(
      flaws(
        [
          rect('cell', 10, 10),
          text('word', 14, 30, 'data'),
          arrow('p', [
            [40, 20],
            [120, 20],
          ]),
        ],
        box,
      ),
    ).toEqual([]))
  it('names what leaves the box', () =>
    expect(flaws([text('long', 150, 20, 'far too long')], box)[0]).toContain('"far too long" leaves the box'))
  it('names colliding words', () =>
    expect(flaws([text('a', 10, 20, 'vtable'), text('b', 40, 24, 'data')], box)).toEqual([
      '"vtable" (a) collides with "data" (b)',
    ]))
  it('names a word that crosses a border', () =>
    expect(flaws([rect('cell', 10, 10, 20, 20), text('w', 14, 24, 'data')], box)).toEqual([
      '"data" (w) crosses the border of cell',
    ]))
  it('lets a halo be crossed by a line, nothing else', () => {
    expect(
      flaws(
        [
          text('w', 10, 24, 'data'),
          arrow('p', [
            [0, 20],
            [100, 20],
          ]),
        ],
        box,
      ),
    ).toEqual(['arrow p runs through "data" (w)'])
    expect(
      flaws(
        [
          text('w', 10, 24, 'data', { halo: 'sheet' }),
          arrow('p', [
            [0, 20],
            [100, 20],
          ]),
        ],
        box,
      ),
    ).toEqual([])
    expect(flaws([text('w', 14, 24, 'data', { halo: 'sheet' }), rect('cell', 10, 10, 20, 20)], box)).toHaveLength(1)
  })
  it('names a key used twice and a coordinate that is no number', () =>
    expect(flaws([rect('k', 1, 1), rect('k', NaN, 50)], box)).toEqual([
      'key k is used twice',
      'rect k has a coordinate that is no number',
    ]))
  it('does not check what is drawn later', () =>
    expect(flaws([text('w', 190, 24, 'data', { state: 'later' })], box)).toEqual([]))
})

describe('crossings', () => {
  const cells = [rect('from', 0, 0, 20, 20), rect('between', 40, 0, 20, 20), rect('to', 80, 0, 20, 20)]
  it('names the cell that an arrow runs through', () =>
    expect(
      crossings([
        ...cells,
        arrow('p', [
          [10, 10],
          [80, 10],
        ]),
      ]),
    ).toEqual(['arrow p runs through the cell between']))
  it('accepts a way round', () =>
    expect(
      crossings([
        ...cells,
        arrow('p', [
          [10, 10],
          [10, 40],
          [90, 40],
          [90, 20],
        ]),
      ]),
    ).toEqual([]))
})

describe('pathSegments', () => {
  it('reads absolute and relative commands', () =>
    expect(pathSegments('M1 2H5v3l1 1z')).toEqual([
      [1, 2, 5, 2],
      [5, 2, 5, 5],
      [5, 5, 6, 6],
      [6, 6, 1, 2],
    ]))
})
