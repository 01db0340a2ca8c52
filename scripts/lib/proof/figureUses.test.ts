// What can be known of a figure without a browser: its examples are sound, and each family says in words what it cannot draw.
import { describe, expect, it } from 'vitest'
import { figureProblems, figureUses } from './figureUses.ts'

const uses = await figureUses([])

describe('figureProblems', () => {
  it('the examples are sound', () => expect(figureProblems(uses).problems).toEqual([]))
  it('data that cannot be drawn is named with its place', () => {
    const use = uses.find(u => u.tag === 'Bars')!
    expect(
      figureProblems([{ ...use, file: 'decks/01-a/slides.md', line: 7, options: { base: 'nobody' } }]).problems,
    ).toMatchObject([
      {
        file: 'decks/01-a/slides.md',
        line: 7,
        message: expect.stringMatching(/cannot be drawn: .* has no bar `nobody`/),
      },
    ])
  })
  it('a plot that is too small is red', () =>
    expect(
      figureProblems([{ ...uses.find(u => u.tag === 'FatPointer')!, size: { width: 520, height: 60 } }]).problems
        .length,
    ).toBeGreaterThan(0))
})

describe.each([...new Map(uses.map(u => [u.tag, u])).values()].map(use => [use.tag, use] as const))(
  '%s',
  (_tag, { recording, options, family }) => {
    const bare = {
      ...recording,
      runs: recording.runs.map(({ events: _events, ...r }) => ({ ...r, emits: [], stdout: '' })),
    }
    it('says in words what a recording lacks', () => {
      let said = ''
      // The aliasing models play operations, which lie beside the snippet.
      try {
        family.fromRecording(bare, { ...options, ops: undefined })
      } catch (e) {
        said = `${(e as Error).name}: ${(e as Error).message}`
      }
      expect(said).toMatch(/^FigureDataError: .{30,}/)
    })
    it('refuses an edition that was not recorded', () =>
      expect(() => family.fromRecording(recording, { ...options, edition: 2015, editions: '2015' })).toThrow(/2015/))
  },
)

const traced = [
  ...new Map(
    uses.filter(u => u.recording.runs[0]!.events?.length && u.options.ops === undefined).map(u => [u.tag, u]),
  ).values(),
]
it('most families play events', () => expect(traced.length).toBeGreaterThan(6))
it.each(traced.map(use => [use.tag, use] as const))(
  '%s refuses an event that it does not know',
  (_tag, { recording, options, family }) => {
    const odd = {
      ...recording,
      runs: recording.runs.map(r => ({
        ...r,
        events: [...r.events!.slice(0, 2), { ev: 'wobble' }, ...r.events!.slice(2)],
      })),
    }
    expect(() => family.fromRecording(odd, options)).toThrow(/wobble/)
  },
)
