import { describe, expect, it } from 'vitest'
import { sentences } from './keep.ts'
import type { KeptState } from './kept.ts'

const state = (more: Partial<KeptState> = {}): KeptState => ({
  pages: { files: 5, of: 2000, bytes: 320_000, ofBytes: 18_400_000 },
  large: { files: 0, of: 23, bytes: 0, ofBytes: 46_900_000 },
  asked: { pages: false, large: false },
  filling: false,
  trouble: null,
  ...more,
})
const whole = { files: 2000, of: 2000, bytes: 18_400_000, ofBytes: 18_400_000 }
const asked = { pages: true, large: false }

describe('what is said of what is kept', () => {
  it('before anything was asked for, that what is opened stays', () =>
    expect(sentences(state(), false)).toEqual([
      'What you open stays on this device, with this page and the search: 320 kB so far.',
    ]))
  it('while it is fetched, how much of how much', () =>
    expect(sentences(state({ asked, filling: true }), false)).toEqual(['Keeping the course: 320 kB of 18 MB.']))
  it('does not call it keeping when only the shell is fetched', () =>
    expect(sentences(state({ filling: true }), false)[0]).toMatch(/^What you open/))
  it('when it is whole, that one may go offline, and what the browser promises', () => {
    expect(sentences(state({ asked, pages: whole }), true)).toEqual([
      'Ready for offline: every page, 18 MB.',
      'The browser has promised not to clear it.',
    ])
    const large = { files: 23, of: 23, bytes: 46_900_000, ofBytes: 46_900_000 }
    expect(sentences(state({ asked: { pages: true, large: true }, pages: whole, large }), false)).toEqual([
      'Ready for offline: every page and every PDF, 65 MB.',
      'The browser may clear it when the device runs short of room.',
    ])
  })
  it('does not say ready while the PDFs that were asked for are missing', () =>
    expect(sentences(state({ asked: { pages: true, large: true }, pages: whole, trouble: 'full' }), false)[0]).toBe(
      'This device has no room for more: 18 MB of 65 MB are kept.',
    ))
  it('names what failed, and what to do', () => {
    expect(sentences(state({ asked, trouble: 'lost' }), false)[0]).toMatch(/network failed when 320 kB .* next page/)
    expect(sentences(state({ asked, trouble: 'refused' }), false)[0]).toMatch(/but for files that this host changes/)
  })
})
