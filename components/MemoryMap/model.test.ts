import { describe, expect, it } from 'vitest'
import { readExample } from '../../scripts/lib/recording/check.ts'
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { FigureDataError, PLOT, STRIP, type TextTree } from '../figure/contract.ts'
import { crossings, flaws } from '../figure/overlap.ts'
import { examples, fromRecording, model, type Options } from './model.ts'

const load = (name: string): Recording => readExample('MemoryMap', name)
const captions = (name: string, options: Options = {}): string[] => {
  const { frames } = fromRecording(load(name), options)
  return frames.map((f, i) => model.describe(frames[i - 1] ?? null, f))
}
const altered = (name: string, change: (events: Record<string, unknown>[]) => void): Recording => {
  const r = structuredClone(load(name))
  change(r.runs[0]!.events!)
  return r
}

describe('captions', () => {
  it('tells what a move copies and what it leaves', () =>
    expect(captions('move')).toEqual([
      '`s` is 24 bytes on the stack and owns block 1 on the heap, 5 bytes.',
      '`r` is one word: the address of `s`. It owns nothing.',
      '`n` is 5, in 8 bytes of its own.',
      '`t` takes over the 24 bytes of `s` as they are; block 1 stays where it is. The old bytes are still in `s`, but nobody may use them.',
      '`t` is dropped: block 1 goes back to the allocator, 5 bytes.',
    ]))
  it('tells what may still be used after one field is moved', () =>
    expect(captions('partial').slice(1)).toEqual([
      '`name` has its 24 bytes, but no value: they may be written, not read.',
      '`name` takes over the 24 bytes of `user.name` as they are; block 1 stays where it is. Only that field is moved: `user.age` may still be used.',
      '`age` is one word: the address of `age` of `user`. It owns nothing.',
    ]))
  it('tells whose frame holds what', () =>
    expect(captions('borrow')).toEqual([
      '`list` is 24 bytes on the stack and owns block 1 on the heap, 2 bytes.',
      '`add` gets a frame of its own. Its `v` holds the address of `list` of `main`.',
      'Block 1 was full, so `list` of `main` owns a new one of 8 bytes; what it held is copied and the old block is freed.',
      '`add` returns and its frame is gone; what it changed elsewhere stays.',
      '`first` is one word: the address of block 2. It owns nothing.',
      '`word` leads to 6 bytes that are part of the binary: nobody owns them, nobody frees them.',
    ]))
  it('tells what growing does to a raw pointer', () =>
    expect(captions('grow')).toEqual([
      '`v` is 24 bytes on the stack and owns block 1 on the heap, 8 bytes, none of them initialised.',
      '`[0]` is written where bytes were uninitialised: 10; `v.len` goes from 0 to 1.',
      '`[1]` is written where bytes were uninitialised: 20; `v.len` goes from 1 to 2.',
      '`p` is a raw pointer to block 1: no one checks how long that is valid.',
      'Block 1 was full, so `v` owns a new one of 16 bytes; what it held is copied and the old block is freed. `p` still holds the old address and dangles.',
    ]))
  it('tells in which order owners inside owners are dropped', () =>
    expect(captions('tree').slice(1)).toEqual([
      'The bytes of `tail` go into block 2; nobody may use `tail` any more. `head` is 8 bytes on the stack and owns block 2 on the heap, 16 bytes.',
      '`Node::drop` runs for the value in block 2, before what it owns, block 1.',
      '`Node::drop` runs for the value in block 1.',
      '`head` is dropped: block 1 and block 2 go back to the allocator, 32 bytes.',
    ]))
  it('tells where pointers lead after a swap of what they stand in', () =>
    expect(captions('../../../decks/04-ownership-meets-async/recordings/swap-map').at(-1)).toBe(
      '`text` of block 1 goes from 1 to 2 and `text` of block 2 goes from 2 to 1. `first` of block 1 now leads to block 2 and `first` of block 2 to block 1.',
    ))
})

describe('states', () => {
  it('keeps the bytes of what is moved, and no arrow', () => {
    const f = fromRecording(load('move')).frames[3]!,
      s = f.places.find(p => p.name === 's')!
    expect(s.state).toBe('moved')
    expect(s.parts.map(p => p.is.kind === 'value' && p.is.value)).toEqual(['5', false, '5'])
    expect(
      model
        .layout(f, PLOT)
        .filter(m => m.kind === 'arrow')
        .map(m => m.key),
    ).toEqual(['arrow main.t 8'])
  })
  it('ends a pointer into a freed block in a crossed circle', () => {
    const marks = model.layout(fromRecording(load('grow')).frames.at(-1)!, PLOT)
    expect(marks.filter(m => m.kind === 'arrow' && m.dangling).map(m => m.key)).toEqual(['arrow main.p 0'])
  })
  it('draws a freed block only while it matters', () => {
    const { frames } = fromRecording(load('borrow'))
    expect(frames.map(f => f.blocks.map(b => `${b.at} ${b.state}`))).toEqual([
      ['heap1 live'],
      ['heap1 live'],
      ['heap1 freed', 'heap2 live'],
      ['heap2 live'],
      ['heap2 live'],
      ['heap2 live', 'static3 live'],
    ])
  })
  it('hatches the moved field alone', () => {
    const marks = model.layout(fromRecording(load('partial')).frames[2]!, PLOT)
    expect(marks.flatMap(m => (m.kind === 'rect' && m.key.startsWith('place main.user') ? [m.texture] : []))).toEqual([
      'moved',
      'moved',
      'moved',
      'live',
    ])
  })
})

describe('data that makes no sense is refused in words', () => {
  const refuses = (r: Recording, words: RegExp) => expect(() => fromRecording(r)).toThrow(words)
  it('a block freed that was never shown', () =>
    refuses(
      altered('move', e => {
        e.find(x => x.ev === 'free')!.at = 'heap9'
      }),
      /frees `heap9`, which it never showed/,
    ))
  it('a place moved that was never shown', () =>
    refuses(
      altered('move', e => {
        e.find(x => x.ev === 'moved')!.from = 'main.z'
      }),
      /moves `main.z`, which it never showed/,
    ))
  it('a place dropped that was never shown', () =>
    refuses(
      altered('move', e => {
        e.find(x => x.ev === 'dropped')!.at = 'main.z'
      }),
      /says that `main.z` is dropped, but never showed it/,
    ))
  it('an unknown event', () =>
    refuses(
      altered('move', e => {
        e.push({ ev: 'borrowed' })
      }),
      /which this figure does not know; it knows line, enter/,
    ))
  it('an unknown pointer', () =>
    refuses(
      altered('move', e => {
        const p = e.find(x => x.ev === 'place')!
        ;(p.parts as Record<string, unknown>[])[1]!.pointer = 'gc'
      }),
      /a pointer of kind `gc`/,
    ))
  it('a field of the wrong type', () =>
    refuses(
      altered('move', e => {
        e.find(x => x.ev === 'place')!.size = '24'
      }),
      /an event whose `size` is no number/,
    ))
  it('a program without steps', () =>
    refuses(
      altered('move', e => {
        e.splice(0, e.length, { ev: 'free', at: 'heap1' })
      }),
      /printed no step/,
    ))
  it('says it as a FigureDataError', () =>
    expect(() =>
      fromRecording(
        altered('move', e => {
          e.length = 0
        }),
      ),
    ).toThrow(FigureDataError))
})

describe.each(examples)('$example', ({ example, options }) => {
  const trace = fromRecording(load(example), options)
  it.each([PLOT, STRIP, { width: 432, height: 300 }])('keeps words, cells and arrows apart at $width x $height', box =>
    trace.frames.forEach((f, i) => {
      const marks = model.layout(f, box)
      expect([...flaws(marks, box), ...crossings(marks)], `frame ${i + 1}`).toEqual([])
    }),
  )
  it('has a caption of at most two lines for each frame, no two alike', () => {
    const all = trace.frames.map((f, i) => model.describe(trace.frames[i - 1] ?? null, f))
    expect(new Set(all).size).toBe(all.length)
    for (const c of all) expect(c.length).toBeLessThanOrEqual(165)
  })
  it('prints at most eight frames, first and last among them', () => {
    const keys = model.keyFrames!(trace)
    expect(keys.length).toBeLessThanOrEqual(8)
    expect([keys[0], keys.at(-1)]).toEqual([0, trace.frames.length - 1])
  })
  it('has an outline that names every place and block', () => {
    const flat = (t: TextTree): string => [t.text, ...(t.children ?? []).map(flat)].join('\n')
    for (const f of trace.frames)
      for (const name of [...f.places.map(p => `${p.name}: ${p.type}`), ...f.blocks.map(b => `${b.at}: `)])
        expect(flat(model.outline(f))).toContain(name)
  })
})
