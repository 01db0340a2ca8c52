// Pieces that memory figures share: titled regions, cells with words in them, pointer kinds.
import {
  TEXT_PX,
  textWidth,
  type Mark,
  type MarkState,
  type PointerKind,
  type TextMark,
  type Texture,
} from './contract.ts'

export interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** A sheet with a rule on top and its name in bold; `remark` stands beside the name in third rank. */
export function region(key: string, area: Area, name: string, remark = '', dense = false, nameX?: number): Mark[] {
  const pad = dense ? 8 : 16,
    base = area.y + (dense ? 15 : 20),
    size = dense ? 'fine' : 'label'
  const x = nameX ?? area.x + pad
  return [
    { kind: 'rect', key: `region ${key}`, ...area, texture: 'region' },
    { kind: 'text', key: `region ${key} name`, x, y: base, text: name, size, weight: 'bold' },
    ...(remark
      ? [
          {
            kind: 'text',
            key: `region ${key} remark`,
            x: x + textWidth(name, TEXT_PX[size]) + (dense ? 8 : 14),
            y: base,
            text: remark,
            size: 'fine',
            tone: 'ink3',
          } satisfies Mark,
        ]
      : []),
  ]
}

/** Which line a type's pointer is drawn with. */
export function pointerKind(type: string): PointerKind {
  const t = type.trim()
  if (/^&(?:'\w+ )?mut\b/.test(t)) return 'excl'
  if (t.startsWith('&')) return 'shared'
  if (t.startsWith('*')) return 'raw'
  if (/^(?:[\w:]+::)?Weak</.test(t)) return 'weak'
  return 'own'
}
/** The word that stands at a pointer's tail. */
export function pointerWord(type: string): string {
  const t = type.trim()
  switch (pointerKind(t)) {
    case 'excl':
      return '&mut'
    case 'shared':
      return '&'
    case 'raw':
      return t.startsWith('*mut') ? '*mut' : '*const'
    case 'weak':
      return 'Weak'
    default:
      return 'own'
  }
}
export const textureOf = (kind: PointerKind): Texture =>
  kind === 'shared' ? 'shared' : kind === 'excl' ? 'excl' : 'live'

/** True when `text` fits into `width`. */
export const fits = (text: string, width: number, px: number = TEXT_PX.label): boolean => textWidth(text, px) <= width
/** `text`, or its beginning with an ellipsis, so that it fits into `width`; empty when not even two letters do. */
export function clip(text: string, width: number, px: number = TEXT_PX.label): string {
  if (fits(text, width, px)) return text
  const n = Math.floor(width / (px * 0.6)) - 1
  return n < 2 ? '' : `${[...text].slice(0, n).join('')}…`
}

type Words = Omit<TextMark, 'kind' | 'key' | 'x' | 'y' | 'text'>
export const word = (key: string, x: number, y: number, text: string, more: Words = {}): Mark => ({
  kind: 'text',
  key,
  x,
  y,
  text,
  ...more,
})
export const cell = (key: string, area: Area, texture: Texture, state: MarkState = 'plain', label?: string): Mark => ({
  kind: 'rect',
  key,
  ...area,
  texture,
  state,
  ...(label ? { label } : {}),
})
/** Drawn after its neighbours, so that a changed cell's heavy frame is not half hidden under theirs. */
export const nowLast = (marks: readonly Mark[]): Mark[] => {
  const heavy = (m: Mark) => m.kind === 'rect' && m.state === 'now'
  const firstText = (m: Mark) => m.kind !== 'rect'
  return [...marks.filter(m => m.kind === 'rect' && !heavy(m)), ...marks.filter(heavy), ...marks.filter(firstText)]
}
