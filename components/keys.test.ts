// The table of keys: no key twice, every one of them found, nothing taken from those who type; and TRAINERS.md says the same.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../scripts/lib/deck.ts'
import { keyGroups, KEYS, pressed, type CourseKey } from './keys.ts'

const event = (key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, target: null, ...more }) as KeyboardEvent
const table = Object.entries(KEYS) as [string, CourseKey][]

describe('the table of keys', () => {
  it('names no key twice', () => {
    const keys = table.flatMap(([, { keys, shift }]) => keys.map(key => `${key} ${shift ?? false}`))
    expect(new Set(keys).size).toBe(keys.length)
  })
  it.each(table.filter(([name]) => name !== 'digit' && name !== 'section'))('finds %s', (name, { keys, shift }) => {
    for (const key of keys) {
      const typed = shift && /^[a-z]$/.test(key) ? key.toUpperCase() : key
      expect(pressed(event(typed, { shiftKey: shift ?? false }))).toBe(name)
    }
  })
  it('knows digits, sections, and signs wherever a keyboard has them', () => {
    expect(pressed(event('3'))).toBe(3)
    expect(pressed(event('C', { shiftKey: true }))).toBe('section')
    expect(pressed(event('?', { shiftKey: true }))).toBe('help')
    expect(pressed(event('?'))).toBe('help')
    // Caps lock is no Shift.
    expect(pressed(event('B'))).toBe('black')
  })
  it('leaves everything else alone', () => {
    const others = [
      event('0'),
      event('§'),
      event('v', { ctrlKey: true }),
      event('b', { altKey: true }),
      event('3', { shiftKey: true }),
      event('b', { defaultPrevented: true }),
    ]
    expect(others.map(pressed)).toEqual(others.map(() => null))
  })
  it('stands in TRAINERS.md as the help page prints it', () => {
    const text = readFileSync(join(ROOT, 'TRAINERS.md'), 'utf8')
    for (const { rows } of keyGroups(['slide', 'desk']))
      for (const { signs, does } of rows)
        expect(text).toContain(`| ${signs.map(sign => `\`${sign}\``).join(' ')} | ${does} |`)
  })
})
