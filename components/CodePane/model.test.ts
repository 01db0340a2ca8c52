// Each line of MIR goes back to its source line, each instruction has its gloss, and every frame fits.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readExample } from '../../scripts/lib/recording/check.ts'
import { PLOT, STRIP } from '../figure/contract.ts'
import { flaws } from '../figure/overlap.ts'
import { glossOf } from './gloss.ts'
import { linesOf, windowOf } from './lines.ts'
import { examples, fromRecording, model, type CodePaneOptions } from './model.ts'
import { folded, mirPane } from './panes.ts'

const text = (file: string) => readFileSync(new URL(`examples/${file}`, import.meta.url), 'utf8')
const load = (name: string) => readExample('CodePane', name)
const film = (name: string, options: CodePaneOptions) =>
  fromRecording(load(name), { source: text(`${name}.rs`), ...options })
const captions = (name: string, options: CodePaneOptions) => {
  const t = film(name, options)
  return t.frames.map((f, i) => model.describe(t.frames[i - 1] ?? null, f))
}

describe('MIR', () => {
  const t = film('send', { fn: 'send', region: 'send' })
  it('goes by source lines, in their order', () =>
    expect(t.frames.map(f => f.currentSource)).toEqual([[6], [7], [8], [10], [11]]))
  it('finds the lines that a source line became', () => {
    const push = t.frames[2]!,
      pane = push.panes[0]!
    expect(pane.pane.lines.filter(l => pane.current.includes(l.number)).map(l => l.text.trim())).toEqual([
      '_7 = &mut (*_1)',
      '_11 = const false',
      '_8 = move _3',
      '_6 = Vec::<String>::push(move _7, move _8) -> bb3',
    ])
  })
  it('says what a line became', () =>
    expect(captions('send', { fn: 'send', region: 'send' })).toEqual([
      'Line 6, `let job = String::from("job")`, becomes 3 lines of MIR in bb0.',
      'Line 7, `if now`, becomes 4 lines of MIR in bb1, bb3, bb4.',
      'Line 8, `queue.push(job)`, becomes 4 lines of MIR in bb2.',
      'Line 10, `queue.reserve(1)`, becomes 2 lines of MIR in bb5.',
      'Line 11, `}`, becomes 5 lines of MIR in bb6, bb7, bb11, bb12.',
    ]))
  it('compares both sides of a pass', () => {
    const said = captions('send', { fn: 'send', side: 'both', region: 'none' })
    expect(said[0]).toBe('Line 6 is 1 line before and 3 after.')
    expect(said.at(-1)).toBe('Line 11 is 2 lines before and 5 after.')
  })
  it('goes on in a line of its own where a terminator is longer than its pane', () => {
    const frames = film('send', { fn: 'send', region: 'send', side: 'both' }).frames
    const texts = frames.flatMap(f => model.layout(f, PLOT).flatMap(m => (m.kind === 'text' ? [m.text] : [])))
    expect(texts.filter(x => /switchInt/.test(x) && x.endsWith('…'))).toEqual([])
    expect(texts.some(x => /^-> \[0: bb\d+, otherwise: bb\d+\]$/.test(x))).toBe(true)
  })
  it('leaves unwinding out unless asked', () => {
    const body = load('send').runs[0]!.emits.find(e => e.kind === 'mir')!.body
    const lines = (cleanup: boolean) =>
      mirPane((body as never as { after: Parameters<typeof mirPane>[0] }).after, '', { full: false, cleanup })
        .lines.map(l => l.text)
        .join('\n')
    expect(lines(false)).not.toMatch(/cleanup|unwind/)
    expect(lines(true)).toMatch(/\(cleanup\):/)
  })
  it('folds blocks without a current line before it cuts', () => {
    const pane = t.frames[0]!.panes[0]!.pane,
      some = folded(pane, [2], 14)
    expect(some.length).toBeLessThanOrEqual(14)
    expect(some.map(l => l.number)).toContain(2)
    expect(some.filter(l => l.text.endsWith('…')).length).toBeGreaterThan(5)
  })
})

describe('assembly', () => {
  it('says what each function does', () =>
    expect(captions('calls', { show: 'asm', fn: 'static_call, dyn_call', region: 'calls' })).toEqual([
      '`static_call` reads `[rdi]` into `xmm0`; `dyn_call` jumps to the address stored at `[rsi + 24]`: the target is known only now.',
      '`static_call` squares `xmm0`.',
      '`static_call` returns.',
    ]))
  it('points to the function in the source', () => {
    const [first] = film('calls', { show: 'asm', fn: 'dyn_call', region: 'calls' }).frames
    expect(first!.source.filter(l => first!.currentSource.includes(l.number)).map(l => l.text)).toEqual([
      'pub fn dyn_call(s: &dyn Shape) -> f64 {',
      '    s.area()',
      '}',
    ])
  })
  it.each([
    ['lock inc qword ptr [rax]', '`inc` changes `[rax]` as one step that no other core can come between'],
    ['xor eax, eax', 'sets `eax` to zero'],
    ['setne al', 'writes 1 to `al` if they differed, else 0'],
    ['mov dword ptr [rdi], 2', 'writes `2` to `[rdi]`'],
    ['mov rax, qword ptr [rsi + 8]', 'reads `[rsi + 8]` into `rax`'],
    ['call rax', 'calls the address in `rax`'],
    ['je .LBB0_2', 'goes to `.LBB0_2` if they were equal'],
    ['jmp free@PLT', 'jumps to `free@PLT`, which returns to our caller'],
    ['cpuid', null],
  ])('%s', (line, gloss) => expect(glossOf(line)).toBe(gloss))
})

describe('desugaring', () => {
  it('is walked by what it holds', () =>
    expect(captions('awaits', { show: 'hir', fn: 'work', steps: 'into_future | yield' })).toEqual([
      '`into_future` stands in line 8 of the desugaring: `match into_future(step())`.',
      '`yield` stands in line 18 of the desugaring: `_task_context = (yield ())`.',
    ]))
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
  it('set four functions two by two, in one size and with all their lines', () => {
    const calls = load('calls'),
      [one, two] = calls.runs[0]!.emits.filter(e => e.kind === 'asm')
    const four = [
      one!,
      two!,
      { ...one!, arg: 'third', body: { ...one!.body, fn: 'third' } },
      { ...two!, arg: 'fourth', body: { ...two!.body, fn: 'fourth' } },
    ] as (typeof calls.runs)[0]['emits']
    const t = fromRecording(
      { ...calls, runs: [{ ...calls.runs[0]!, emits: four }] },
      {
        source: text('calls.rs'),
        region: 'calls',
        show: 'asm',
        fn: 'static_call, dyn_call, third, fourth',
        steps: 'all',
      },
    )
    const marks = model.layout(t.frames[0]!, PLOT),
      title = (i: number) => marks.find(m => m.key === `p${i}-title`) as { x: number; y: number }
    expect(flaws(marks, PLOT)).toEqual([])
    expect([title(2).x, title(3).x]).toEqual([title(0).x, title(1).x])
    expect(title(0).y).toBeLessThan(title(2).y)
    expect(marks.filter(m => m.kind === 'text' && /^p\d-\d+$/.test(m.key))).toHaveLength(
      t.frames[0]!.panes.reduce((n, p) => n + p.pane.lines.length, 0),
    )
  })
  it('take an author’s captions, one a frame', () => {
    expect(captions('calls', { show: 'asm', fn: 'dyn_call', say: ['One jump.'] })).toEqual(['One jump.'])
    expect(() => film('calls', { show: 'asm', fn: 'dyn_call', say: ['a', 'b'] })).toThrow(
      '`say` holds 2 captions for 1 frames',
    )
  })
})

describe('listing', () => {
  it('keeps the current line in its window', () => {
    const lines = Array.from({ length: 30 }, (_, i) => ({ number: i + 1 }))
    for (let n = 1; n <= 30; n++) expect(windowOf(lines, 7, n).map(l => l.number)).toContain(n)
  })
  it('numbers lines as the file does', () =>
    expect(linesOf(text('send.rs'), 'send', 'send.rs')[0]).toEqual({
      number: 5,
      text: 'pub fn send(queue: &mut Vec<String>, now: bool) {',
    }))
})

describe('data that cannot be drawn', () => {
  it('is refused in words', () => {
    expect(() => film('send', {})).toThrow('needs `fn`')
    expect(() => film('send', { fn: 'nope' })).toThrow('send.rs holds no mir of ElaborateDrops nope')
    expect(() => film('awaits', { show: 'hir', fn: 'work', steps: 'teleport' })).toThrow(
      'holds `teleport`, which `steps` asks for',
    )
  })
})
