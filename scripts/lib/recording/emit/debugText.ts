// Reads what `{:#?}` prints of rustc's own data: structs, tuples, lists, ranges, sizes.

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

/** @throws Error with the place at which the text is not understood. */
export function parseDebug(text: string): DebugValue {
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
  const value = (): DebugValue => {
    space()
    let m = take(/(?:Size|Align)\((\d+) bytes\)/)
    if (m) return Number(m[1])
    m = take(/\(\.\.=(\d+)\) \| \((\d+)\.\.\)/)
    if (m) return { start: BigInt(m[2]!), end: BigInt(m[1]!) }
    m = take(/(\d+)\.\.=(\d+)/)
    if (m) return { start: BigInt(m[1]!), end: BigInt(m[2]!) }
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
