// Times of slides: what counts, what is kept, and how it compares with `minutes`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compareTimes, rehearsals, rehearsed, TimeKeeper, TIMES_FOLDER, timesTable } from './times.ts'

const root = mkdtempSync(join(tmpdir(), 'times-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const start = Date.parse('2026-12-01T09:00:00Z')
const at = (slide: number, running = true, deck = '03-x') => ({ deck, slide, running })
const s = 1000

describe('times of slides', () => {
  it('count while the clock runs, on the slide that is shown', () => {
    const keeper = new TimeKeeper(root)
    keeper.hear(at(1, false), start)
    keeper.hear(at(1), start + 10 * s)
    keeper.hear(at(2), start + 70 * s)
    keeper.hear(at(2), start + 80 * s)
    keeper.hear(at(2, false), start + 100 * s)
    keeper.hear(at(3, false), start + 500 * s)
    keeper.hear(at(1), start + 600 * s)
    keeper.hear(at(1, true, '04-y'), start + 605 * s)
    keeper.hear(at(1, false, '04-y'), start + 606 * s)
    expect(keeper.of('03-x')).toEqual({ at: '2026-12-01T09:00:10.000Z', seconds: { 1: 65, 2: 30 } })
    expect(keeper.of('04-y')!.seconds).toEqual({ 1: 1 })
    keeper.save()
    // Who only looked has rehearsed nothing.
    expect(rehearsed(root)).toEqual(['03-x'])
    keeper.save()
    expect(rehearsals(root, '03-x')).toHaveLength(1)
  })
  it('leave out the night in which a machine slept', () => {
    const keeper = new TimeKeeper(root)
    keeper.hear(at(1), start)
    keeper.hear(at(2), start + 12 * 3600 * s)
    expect(keeper.of('03-x')!.seconds).toEqual({ 1: 900 })
  })
  it('compare with the minutes of the slides', () => {
    const slides = [
      { no: 1, title: 'One', minutes: 1 },
      { no: 2, title: 'Two', minutes: 2 },
      { no: 3, title: 'Three', minutes: 3 },
    ]
    const runs = [
      { at: '2026-12-01T09:00:00.000Z', seconds: { 1: 60, 2: 60 } },
      { at: '2026-12-01T10:00:00.000Z', seconds: { 1: 50, 2: 180 } },
    ]
    const rows = compareTimes(slides, runs)
    expect(rows.map(({ last, middle }) => [last, middle])).toEqual([
      [50, 55],
      [180, 120],
      [null, null],
    ])
    expect(timesTable(rows, runs)).toEqual([
      '2 runs, the last one on 2026-12-01 at 10:00 UTC.',
      '  no planned    last  middle    over',
      '   1    1:00    0:50    0:55          One',
      '   2    2:00    3:00    2:00   +1:00  Two',
      '   3    3:00       –       –          Three',
      '        6:00    3:50    2:55   −2:10  the deck',
    ])
  })
  it('are written anew where the file broke off', () => {
    mkdirSync(join(root, TIMES_FOLDER), { recursive: true })
    writeFileSync(join(root, TIMES_FOLDER, '05-z.json'), '[{"at": ')
    expect(rehearsals(root, '05-z')).toEqual([])
  })
})
