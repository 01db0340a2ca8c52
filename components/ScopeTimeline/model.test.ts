// What the run printed is what the lanes show; every frame fits; the flags follow the elaborated MIR.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readExample } from '../../scripts/lib/recording/check.ts'
import { PLOT, STRIP } from '../figure/contract.ts'
import { flaws } from '../figure/overlap.ts'
import { examples, fromRecording, model, type ScopeTimelineOptions } from './model.ts'
import { dropped } from './panel.ts'

const text = (file: string) => readFileSync(new URL(`examples/${file}`, import.meta.url), 'utf8')
const load = (name: string) => readExample('ScopeTimeline', name)
const film = (name: string, options: ScopeTimelineOptions) =>
  fromRecording(load(name), { source: text(`${name}.rs`), ...options })
const captions = (name: string, options: ScopeTimelineOptions) => {
  const t = film(name, options)
  return t.frames.map((f, i) => model.describe(t.frames[i - 1] ?? null, f))
}

describe('traced runs', () => {
  it('drop in the order that the program printed, in each edition', () => {
    const last = film('tail', { editions: '2021,2024' }).frames.at(-1)!
    expect(last.panels.map(p => dropped(p, p.events.length))).toEqual([
      ['local', 'temp'],
      ['temp', 'local'],
    ])
    for (const [i, run] of load('tail').runs.entries())
      expect(dropped(last.panels[i]!, 99)).toEqual(
        run.stdout
          .split('\n')
          .filter(l => l.includes('"drop"'))
          .map(l => JSON.parse(l).name),
      )
  })
  it('say where the editions part', () => {
    expect(captions('tail', { editions: '2021,2024', region: 'tail' })).toEqual([
      'In both editions, `local` begins at line 20.',
      'In both editions, `temp` begins at line 21.',
      'In 2021, `local` is dropped first. In 2024, `temp` is dropped first.',
      'In 2021, `temp` is dropped second. In 2024, `local` is dropped second.',
      'Drop order: `local` and `temp` in 2021, but `temp` and `local` in 2024.',
    ])
    expect(captions('iflet', { editions: '2021,2024' }).slice(1, 3)).toEqual([
      'In 2021, the program reaches “else”. In 2024, `guard` is dropped first.',
      'In 2021, `guard` is dropped first. In 2024, the program reaches “else”.',
    ])
  })
  it('show what is moved, forgotten and never dropped', () => {
    const said = captions('order', {})
    expect(said).toContain('`a` is moved out at line 20.')
    expect(said.at(-1)).toBe('Drop order: `wild`, `c` and `b`.')
  })
  it('unwind', () =>
    expect(captions('unwind', {}).slice(3)).toEqual([
      'A panic at line 22 begins unwinding.',
      '`e1` is dropped first.',
      '`e0` is dropped second.',
      'Drop order: `e1`, `e0` and `x`.',
    ]))
})

describe('drop flags', () => {
  const t = film('flags', { flags: 'send', unwind: true, region: 'send' })
  it('are followed along each path', () => {
    const [no, yes, away] = t.frames.at(-1)!.panels
    expect([no!.title, yes!.title, away!.title]).toEqual([
      'now is false',
      'now is true',
      expect.stringMatching(/panics$/),
    ])
    expect(no!.events.map(e => e.kind)).toEqual(['clear', 'set', 'make', 'test', 'drop', 'clear'])
    expect(yes!.events.map(e => e.kind)).toEqual(['clear', 'set', 'make', 'clear', 'move', 'test', 'clear'])
    expect(yes!.events.find(e => e.kind === 'test')!.text).toBe('0')
    expect(away!.events.map(e => e.kind)).toEqual(['clear', 'set', 'make', 'panic', 'test', 'drop'])
  })
  it('tell the test from the drop', () => {
    const said = t.frames.map((f, i) => model.describe(t.frames[i - 1] ?? null, f)).join(' ')
    expect(said).toContain('1, so the drop runs')
    expect(said).toContain('0, so the drop is skipped')
    expect(said).toContain('If `now` is false and `reserve` panics, unwinding begins.')
  })
})

describe('frames', () => {
  it.each(examples.map(e => ({ name: `${e.example} ${JSON.stringify(e.options)}`, e })))(
    '$name fit, without collisions, in all sizes',
    ({ e }) => {
      for (const f of film(e.example, e.options).frames)
        for (const box of [PLOT, STRIP, { width: 432, height: 300 }])
          expect(flaws(model.layout(f, box), box)).toEqual([])
    },
  )
  it('cut long marks before the next one begins', () => {
    const long = load('order')
    for (const run of long.runs)
      run.events = run
        .events!.map(e => (e.ev === 'mark' ? { ...e, text: 'the end of a very long block' } : e))
        .flatMap(e => (e.ev === 'mark' ? [e, e, e] : [e]))
    const frames = fromRecording(long, {}).frames
    expect(frames.at(-1)!.panels[0]!.events.filter(e => e.kind === 'mark').length).toBeGreaterThan(2)
    for (const f of frames)
      for (const box of [PLOT, STRIP, { width: 432, height: 300 }]) expect(flaws(model.layout(f, box), box)).toEqual([])
  })
  it('keep lanes where they are from the first frame on', () => {
    const names = film('order', { region: 'order' }).frames.map(f =>
      model
        .layout(f, PLOT)
        .filter(m => m.key.endsWith('-name'))
        .map(m => (m.kind === 'text' ? [m.key, m.x, m.y] : [])),
    )
    for (const n of names) expect(n).toEqual(names[0])
  })
})

describe('captions', () => {
  it.each(examples.map(e => ({ name: `${e.example} ${JSON.stringify(e.options)}`, e })))(
    '$name stay within two lines',
    ({ e }) => {
      for (const said of captions(e.example, e.options)) expect(said.replaceAll('`', '').length, said).toBeLessThan(160)
    },
  )
})

describe('data that cannot be drawn', () => {
  it('is refused in words', () => {
    const tail = load('tail')
    expect(() => fromRecording(tail, { case: 'nope' })).toThrow('tail.rs recorded no event with `"case":"nope"`')
    const broken = structuredClone(tail)
    broken.runs[0]!.events![0]!.ev = 'born'
    expect(() => fromRecording(broken)).toThrow('event 1 of tail.rs is `born`: a timeline knows make, move, drop')
    expect(() => film('tail', { region: 'nope' })).toThrow('there is no `// #region nope`')
  })
})
