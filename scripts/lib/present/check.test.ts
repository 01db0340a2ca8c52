// The check of the day before: each finding by what it is found from, the table, and the whole of it on this machine.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from '../deck.ts'
import { findToolchain } from '../toolchain/find.ts'
import { boxed, checkFails, checkRoom, checkTable, displaysOf, screensIn, type Finding } from './check.ts'
import { dayPlan } from './ways.ts'

const places: string[] = []
afterAll(() => {
  for (const place of places) rmSync(place, { recursive: true, force: true })
})
const of = (findings: Finding[], what: string): Finding => findings.find(one => one.what === what)!
const { course } = findToolchain(ROOT)

describe.skipIf(!course)('the check of the day before (needs rustc)', () => {
  it('finds on this machine what is here', async () => {
    const findings = await checkRoom({ root: ROOT, deck: '03-trait-objects', install: false })
    expect(findings.map(({ what }) => what)).toEqual([
      'compiler',
      'Miri',
      'sandbox',
      'fonts',
      'port',
      'recordings',
      'build',
      'second screen',
    ])
    expect(of(findings, 'compiler')).toMatchObject({
      state: 'yes',
      says: expect.stringMatching(/^rustc 1\./) as string,
    })
    expect(of(findings, 'fonts')).toMatchObject({ state: 'yes' })
    expect(of(findings, 'recordings')).toMatchObject({
      state: 'yes',
      says: expect.stringMatching(/^\d+ programs/) as string,
    })
  })
  it('finds a port that is taken, a stale recording, a damaged face, a deck without a build', async () => {
    const root = mkdtempSync(join(tmpdir(), 'check-'))
    places.push(root)
    for (const file of [
      'toolchains.json',
      'recorded.json',
      'course.yaml',
      'package.json',
      'styles/fonts.css',
      'public/fonts',
    ])
      cpSync(join(ROOT, file), join(root, file), { recursive: true })
    const deck = join(root, 'decks', '91-planted')
    mkdirSync(join(deck, 'snippets'), { recursive: true })
    writeFileSync(join(deck, 'snippets', 'one.rs'), '//@ run\nfn main() {}\n')
    writeFileSync(join(root, 'public/fonts/mono-basic-400-normal.woff2'), '<html>')
    const taken = createServer()
    await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as { port: number }
    try {
      const findings = await checkRoom({ root, deck: '91-planted', port, install: false })
      expect(of(findings, 'port')).toMatchObject({
        state: 'look',
        says: expect.stringContaining(`${port} is taken`) as string,
      })
      expect(of(findings, 'recordings')).toMatchObject({
        state: 'no',
        says: expect.stringContaining('decks/91-planted/snippets/one.rs:1: there is no recording of it') as string,
      })
      expect(of(findings, 'fonts')).toMatchObject({
        state: 'no',
        says: expect.stringContaining('mono-basic-400-normal.woff2') as string,
      })
      expect(of(findings, 'build')).toMatchObject({ state: 'look' })
      expect(checkFails(findings)).toBe(true)
    } finally {
      await new Promise(resolve => taken.close(resolve))
    }
  })
})

describe('what a finding says', () => {
  it('of a sandbox', () => {
    expect(boxed({ boxed: true, lacks: [], remedy: null }).state).toBe('yes')
    expect(boxed({ boxed: true, lacks: ['No filter.'], remedy: null })).toMatchObject({
      state: 'look',
      says: 'No filter.',
    })
    expect(boxed({ boxed: false, lacks: ['x'], remedy: 'Install bubblewrap.' }).says).toBe(
      'none: live runs are offered after a yes. Install bubblewrap.',
    )
  })
  it('of screens', () => {
    expect(screensIn(['card0-eDP-1', 'card0-HDMI-A-1'])).toMatchObject({
      state: 'yes',
      says: 'card0-eDP-1, card0-HDMI-A-1',
    })
    expect(screensIn(['card0-eDP-1']).state).toBe('look')
    expect(screensIn(null).says).toContain('cannot be seen from here')
    const mac = { SPDisplaysDataType: [{ spdisplays_ndrvs: [{ _name: 'Color LCD' }, { _name: 'EPSON PJ' }] }] }
    expect(displaysOf(JSON.stringify(mac))).toEqual(['Color LCD', 'EPSON PJ'])
    expect([displaysOf('{}'), displaysOf('no')]).toEqual([null, null])
  })
  it('in a table with a last word', () => {
    const findings: Finding[] = [
      { what: 'compiler', state: 'yes', says: 'rustc 1.99.1' },
      { what: 'Miri', state: 'no', says: 'it is not here' },
      { what: 'port', state: 'look', says: 'taken' },
    ]
    expect(checkTable(findings)).toEqual([
      '✓ compiler  rustc 1.99.1',
      '✗ Miri      it is not here',
      '? port      taken',
      '',
      '1 of 3 would be missed in the room.',
    ])
    expect(checkTable(findings.slice(2)).at(-1)).toBe('Ready, with 1 to look at.')
    expect([checkFails(findings), checkFails(findings.slice(2))]).toEqual([true, false])
  })
})

describe('the plan of a day', () => {
  const plan = { plan: true, date: '2026-12-04', zone: 'Europe/Berlin', start: '9:00' }
  it('opens the deck that is due, on the day whose date it is', () => {
    const first = dayPlan(plan, [], new Date('2026-12-04T08:30:00Z'))
    expect(first.deck).toBe('01-borrow-checker')
    expect(first.lines[0]).toMatch(/^▸ {2}9:00 10:2\d {2}The borrow checker$/)
    // The weekend lies between.
    const second = dayPlan(plan, [], new Date('2026-12-07T06:00:00Z'))
    expect(second.deck).toBe('05-drop-raii')
    expect(dayPlan({ ...plan, day: '2' }, [], new Date('2026-12-04T08:30:00Z')).deck).toBe('05-drop-raii')
    expect(() => dayPlan({ ...plan, day: '9' }, [])).toThrow(/--day 9: the plan has \d days/)
  })
  it('takes the decks that are named', () => {
    const { parts } = dayPlan(plan, ['3', '6'], new Date('2026-12-04T08:30:00Z'))
    expect(parts.map(({ deck, kind }) => deck ?? kind)).toEqual(['03-trait-objects', 'break', '06-memory-layout'])
  })
})
