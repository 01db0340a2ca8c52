// Reads what `{:#?}` prints of rustc's own data: structs, tuples, lists, ranges, sizes, scalars.
import { isAtLeast } from '../../toolchain/version.ts'

export interface DebugStruct {
  name: string
  fields: Record<string, DebugValue>
}
export interface DebugTuple {
  name: string
  items: DebugValue[]
}
export interface DebugRange {
  start: bigint
  end: bigint
}
export type DebugValue = number | bigint | string | DebugRange | DebugValue[] | DebugStruct | DebugTuple

/**
 * @param version release of the compiler that printed it: from 1.99 on a scalar is `u8 is 0..=2`, before it was a struct like any other
 * @throws Error with the place at which the text is not understood
 */
export function parseDebug(text: string, version: string): DebugValue {
  const worded = isAtLeast(version, '1.99')
  let at = 0
  const fail = (what: string): never => {
    throw new Error(`cannot read ${what} at \`${text.slice(at, at + 40).replaceAll('\n', ' ')}\``)
  }
  const space = (): void => {
    while (/\s/.test(text[at] ?? '')) at++
  }
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const sticky = new RegExp(pattern.source, 'y')
    sticky.lastIndex = at
    const match = sticky.exec(text)
    if (match) at = sticky.lastIndex
    return match
  }
  const until = (close: string, each: () => void): void => {
    for (;;) {
      space()
      if (text[at] === close) {
        at++
        return
      }
      if (at >= text.length) fail(`\`${close}\``)
      each()
      space()
      if (text[at] === ',') at++
    }
  }
  const list = (close: string): DebugValue[] => {
    const items: DebugValue[] = []
    until(close, () => items.push(value()))
    return items
  }
  /** `a..=b`, or `(..=b) | (a..)` where it wraps round; null when none stands here. */
  const range = (): DebugRange | null => {
    let m = take(/\(\.\.=(-?\d+)\) \| \((-?\d+)\.\.\)/)
    if (m) return { start: BigInt(m[2]!), end: BigInt(m[1]!) }
    m = take(/(-?\d+)\.\.=(-?\d+)/)
    return m && { start: BigInt(m[1]!), end: BigInt(m[2]!) }
  }
  /** `u8`, `f32`, `pointer`, and with them `u8 is 0..=2` or `union u8`, as the structs that earlier compilers print. */
  const scalar = (): DebugValue | null => {
    const union = take(/union /)
    const m = take(/(?:([iuf])(\d+)|pointer(?:\(AddressSpace\(\d+\)\))?)(?![\w:])/)
    if (!m) return union ? fail('a primitive') : null
    const primitive = primitiveOf(m[1], m[2])
    if (union) return { name: 'Union', fields: { value: primitive } }
    if (!take(/ is /)) return primitive
    const whole = { start: 0n, end: (1n << BigInt(m[2] ?? 128)) - 1n }
    const valid = range() ?? (take(/\.\./) ? whole : fail('a range'))
    return { name: 'Initialized', fields: { value: primitive, valid_range: valid } }
  }
  const value = (): DebugValue => {
    space()
    let m = take(/(?:Size|Align)\((\d+) bytes\)/)
    if (m) return Number(m[1])
    const special = range() ?? (worded ? scalar() : null)
    if (special) return special
    m = take(/-?\d+/)
    if (m) return BigInt(m[0]) > BigInt(Number.MAX_SAFE_INTEGER) ? BigInt(m[0]) : Number(m[0])
    m = take(/"((?:[^"\\]|\\.)*)"/)
    if (m) return m[1]!
    if (text[at] === '[') {
      at++
      return list(']')
    }
    if (text[at] === '(') {
      at++
      return { name: '', items: list(')') }
    }
    m = take(/[A-Za-z_][\w:]*/)
    if (!m) return fail('a value')
    const name = m[0]
    take(/\s*(?=[{(])/)
    if (text[at] === '{') {
      at++
      const fields: Record<string, DebugValue> = {}
      until('}', () => {
        const key = take(/([\w]+)\s*:/) ?? fail('a field')
        fields[key[1]!] = value()
      })
      return { name, fields }
    }
    if (text[at] === '(') {
      at++
      return { name, items: list(')') }
    }
    return name
  }
  const result = value()
  space()
  if (at < text.length) fail('what follows')
  return result
}

/** `u8` as `Int(I8, false)`, `f32` as `Float(F32)`, `pointer` as `Pointer()`. */
function primitiveOf(letter: string | undefined, bits: string | undefined): DebugTuple {
  if (letter === undefined) return { name: 'Pointer', items: [] }
  if (letter === 'f') return { name: 'Float', items: [`F${bits}`] }
  return { name: 'Int', items: [`I${bits}`, String(letter === 'i')] }
}

const describe = (value: unknown): string =>
  JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? String(v) : v))?.slice(0, 60) ?? 'nothing'
export function asStruct(value: DebugValue | undefined): DebugStruct {
  if (typeof value === 'object' && 'fields' in value) return value
  throw new Error(`a struct was expected, not ${describe(value)}`)
}
export function asTuple(value: DebugValue | undefined): DebugTuple {
  if (typeof value === 'object' && 'items' in value) return value
  throw new Error(`a tuple was expected, not ${describe(value)}`)
}
export function asList(value: DebugValue | undefined): DebugValue[] {
  if (Array.isArray(value)) return value
  throw new Error(`a list was expected, not ${describe(value)}`)
}
export function asNumber(value: DebugValue | undefined): number {
  if (typeof value === 'number') return value
  throw new Error(`a number was expected, not ${describe(value)}`)
}
export function asRange(value: DebugValue | undefined): DebugRange {
  if (typeof value === 'object' && 'start' in value) return value
  throw new Error(`a range was expected, not ${describe(value)}`)
}
/** `None` or the inside of `Some(..)`. */
export function asOption(value: DebugValue | undefined): DebugValue | null {
  return value === 'None' ? null : asTuple(value).items[0]!
}
