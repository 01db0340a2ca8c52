// The key to the figures: each line and texture with its word and what it means, drawn by the same code as the figures. Pure.
import type { ArrowMark, Mark, RectMark, TextMark } from '../../../../components/figure/contract.ts'
import type { Document, Picture } from './model.ts'
import { drawSvg } from './svg.ts'

const BOX = { width: 96, height: 22 }

interface Entry {
  picture: Picture
  means: string
}
function entry(alt: string, means: string, marks: readonly Mark[]): Entry {
  return { picture: { ...drawSvg(marks, BOX), alt }, means }
}

function pointer(kind: ArrowMark['pointer'], word: string, means: string): Entry {
  const tone = kind === 'shared' ? 'shared' : kind === 'excl' ? 'excl' : 'ink'
  return entry(`${word}: ${means}`, means, [
    {
      kind: 'arrow',
      key: 'a',
      pointer: kind,
      points: [
        [6, 16],
        [90, 16],
      ],
    },
    { kind: 'text', key: 't', x: 14, y: 9, text: word, size: 'fine', weight: 'bold', tone },
  ])
}

function cell(
  texture: RectMark['texture'],
  word: string,
  means: string,
  words: Partial<TextMark> = {},
  state?: Mark['state'],
): Entry {
  const own = state ? { state } : {}
  const inner: Mark[] =
    texture === 'niche'
      ? [
          { kind: 'rect', key: 'i', x: 6, y: 2, width: 80, height: 18, texture: 'live' },
          { kind: 'rect', key: 'n', x: 9.5, y: 5.5, width: 73, height: 11, texture: 'niche' },
        ]
      : [{ kind: 'rect', key: 'r', x: 6, y: 2, width: 80, height: 18, texture, ...own }]
  return entry(`a cell with "${word}": ${means}`, means, [
    ...inner,
    { kind: 'text', key: 't', x: 46, y: 15, text: word, size: 'fine', anchor: 'middle', weight: 'medium', ...words },
  ])
}

export const KEY: Document['key'] = [
  {
    head: 'pointers',
    rows: [
      pointer('own', 'own', 'an owner: Box, Vec, Rc'),
      pointer('shared', '&', 'a shared borrow'),
      pointer('excl', '&mut', 'an exclusive borrow'),
      pointer('raw', '*const', 'a raw pointer'),
      pointer('weak', 'Weak', 'a weak pointer'),
    ],
  },
  {
    head: 'bytes',
    rows: [
      cell('live', '7', 'a live value'),
      cell('pad', 'pad', 'padding: no value', { halo: 'paper', tone: 'ink3' }),
      cell('tag', 'tag 3', 'a tag, with its value', { tone: 'inverse' }),
      cell('niche', 'niche', 'bytes with illegal values'),
      cell('moved', 'moved', 'moved: the bytes remain', { halo: 'paper' }),
      cell('dropped', 's', 'dropped', { struck: true, tone: 'ink3' }),
      cell('uninit', 'uninit', 'not initialised', { halo: 'paper', tone: 'ink3' }),
    ],
  },
  {
    head: 'loans, frames',
    rows: [
      entry('a bar between two stops: a loan, from issue to last use', 'a loan, from issue to last use', [
        { kind: 'bar', key: 'b', x1: 10, y1: 11, x2: 86, y2: 11, tone: 'shared' },
      ]),
      entry('a bar cut by two strokes: killed by an assignment', 'killed by an assignment', [
        { kind: 'bar', key: 'b', x1: 10, y1: 11, x2: 58, y2: 11, tone: 'shared', openEnd: true, cut: [50] },
      ]),
      entry('a bar with a cross: violated here', 'violated here', [
        { kind: 'bar', key: 'b', x1: 10, y1: 11, x2: 86, y2: 11, tone: 'shared', cross: [38] },
      ]),
      cell('live', 'now', 'changed by this frame', {}, 'now'),
      cell('live', 'else', 'not the subject now', { state: 'faded' }, 'faded'),
      entry('a triangle: the current line or row', 'the current line or row', [
        { kind: 'dot', key: 'd', x: 42, y: 11, shape: 'triangle', tone: 'accent' },
      ]),
      entry('a numeral: the frame that a text is about', 'the frame that a text is about', [
        {
          kind: 'text',
          key: 't',
          x: 46,
          y: 15,
          text: '3',
          size: 'label',
          weight: 'bold',
          tone: 'accent',
          anchor: 'middle',
        },
      ]),
    ],
  },
]
