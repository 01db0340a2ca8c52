import { describe, expect, it } from 'vitest'
import { type Block, turnsOf } from './handoutPages.ts'

/** Blocks one below the other. */
function stack(...heights: readonly (number | [number, Partial<Block>])[]): Block[] {
  let top = 0
  return heights.map(h => {
    const [height, o] = typeof h === 'number' ? [h, {}] : h
    const block = { top, bottom: top + height, glue: false, opens: false, jot: false, ...o }
    top += height
    return block
  })
}

const turns = (blocks: readonly Block[], height: number) => turnsOf(blocks, height).turns

describe('the pages of a handout', () => {
  it('fill a page before they turn it', () =>
    expect(turns(stack(40, 60, 30, 71), 100)).toEqual([
      { before: 2, room: 0 },
      { before: 3, room: 70 },
    ]))
  it('turn before a heading whose first line would not fit', () =>
    expect(turns(stack(80, [10, { glue: true }], 20), 100)).toEqual([{ before: 1, room: 20 }]))
  it('turn before what opens a page, and say what is left', () =>
    expect(turns(stack(30, [10, { opens: true, glue: true }], 20), 100)).toEqual([{ before: 1, room: 70 }]))
  it('go on below something that is higher than a page', () =>
    expect(turns(stack(50, 230, 60, 20), 100)).toEqual([
      { before: 1, room: 50 },
      { before: 3, room: 10 },
    ]))
  it('part a heading from what fills a page of its own', () =>
    expect(turns(stack([30, { glue: true }], 90, 20), 100)).toEqual([
      { before: 1, room: 70 },
      { before: 2, room: 10 },
    ]))
  it('turn no page before the first block', () => expect(turns(stack([150, { opens: true }]), 100)).toEqual([]))
  it('are counted, those that something runs on over too', () =>
    expect(turnsOf(stack(50, 230, 60, 20), 100).pages).toBe(5))
  it('have no turn without blocks', () => expect(turnsOf([], 100)).toEqual({ turns: [], pages: 0 }))
})
