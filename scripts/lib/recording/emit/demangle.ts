// Reads Rust's v0 symbol names (RFC 2603), and the older `_ZN…17h…E` ones, so that assembly and symbol tables show paths.

const BASIC: Record<string, string> = {
  a: 'i8',
  b: 'bool',
  c: 'char',
  d: 'f64',
  e: 'str',
  f: 'f32',
  h: 'u8',
  i: 'isize',
  j: 'usize',
  l: 'i32',
  m: 'u32',
  n: 'i128',
  o: 'u128',
  s: 'i16',
  t: 'u16',
  u: '()',
  v: '...',
  x: 'i64',
  y: 'u64',
  z: '!',
  p: '_',
}

/** The path that a symbol stands for, without crate hashes; the symbol itself when it is not Rust's. */
export function demangle(symbol: string): string {
  try {
    if (symbol.startsWith('_R')) return new V0(symbol.slice(2)).symbol()
    if (/^_ZN\d/.test(symbol)) return legacy(symbol)
  } catch {
    /* a name of another language that begins alike */
  }
  return symbol
}

function legacy(symbol: string): string {
  const parts: string[] = []
  let rest = symbol.slice(3)
  for (;;) {
    const match = /^(\d+)/.exec(rest)
    if (!match) break
    const length = Number(match[1])
    parts.push(rest.slice(match[1]!.length, match[1]!.length + length))
    rest = rest.slice(match[1]!.length + length)
  }
  if (/^h[0-9a-f]{16}$|^hH$/.test(parts.at(-1) ?? '')) parts.pop()
  const escapes: Record<string, string> = { SP: '@', BP: '*', RF: '&', LT: '<', GT: '>', LP: '(', RP: ')', C: ',' }
  return parts
    .map(p =>
      p
        .replace(/^_\$/, '$')
        .replace(
          /\$(\w+)\$/g,
          (all, name: string) =>
            escapes[name] ?? (name.startsWith('u') ? String.fromCodePoint(parseInt(name.slice(1), 16)) : all),
        )
        .replaceAll('..', '::'),
    )
    .join('::')
}

class V0 {
  private at = 0
  private readonly text: string
  private binders = 0
  private steps = 0
  constructor(text: string) {
    this.text = text.replace(/\.llvm\.\w+$/, '')
  }

  symbol(): string {
    this.eat(/\d/)
    return this.path(true)
  }

  private peek(): string {
    return this.text[this.at] ?? ''
  }
  private next(): string {
    const c = this.peek()
    if (!c || ++this.steps > 10_000) throw new Error('end')
    this.at++
    return c
  }
  private eat(pattern: RegExp): boolean {
    if (pattern.test(this.peek())) {
      this.at++
      return true
    }
    return false
  }
  private base62(): number {
    let value = 0
    if (this.eat(/_/)) return 0
    for (;;) {
      const c = this.next()
      if (c === '_') return value + 1
      value = value * 62 + '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(c)
    }
  }
  private disambiguator(): number {
    return this.eat(/s/) ? this.base62() + 1 : 0
  }
  private identifier(): string {
    const puny = this.eat(/u/)
    let digits = ''
    while (/\d/.test(this.peek())) digits += this.next()
    if (!digits) throw new Error('identifier')
    this.eat(/_/)
    const name = this.text.slice(this.at, this.at + Number(digits))
    this.at += Number(digits)
    return puny ? `{${name}}` : name
  }
  /** Jumps to an earlier place, reads there, comes back. */
  private back<T>(read: () => T): T {
    const target = this.base62(),
      here = this.at
    this.at = target
    const result = read()
    this.at = here
    return result
  }

  private path(value: boolean): string {
    switch (this.next()) {
      case 'C':
        this.disambiguator()
        return this.identifier()
      case 'M':
        this.disambiguator()
        this.path(false)
        return `<${this.type()}>`
      case 'X':
        this.disambiguator()
        this.path(false)
        return `<${this.type()} as ${this.path(false)}>`
      case 'Y':
        return `<${this.type()} as ${this.path(false)}>`
      case 'N': {
        const space = this.next()
        const inner = this.path(value)
        const index = this.disambiguator()
        const name = this.identifier()
        if (/[a-z]/.test(space)) return name ? `${inner}::${name}` : inner
        const kind = space === 'C' ? 'closure' : space === 'S' ? 'shim' : space
        return `${inner}::{${kind}${name ? `:${name}` : ''}#${index}}`
      }
      case 'I': {
        const inner = this.path(value)
        const args: string[] = []
        while (!this.eat(/E/)) args.push(this.generic())
        return `${inner}${value ? '::' : ''}<${args.filter(Boolean).join(', ')}>`
      }
      case 'B':
        return this.back(() => this.path(value))
      default:
        throw new Error('path')
    }
  }
  private generic(): string {
    if (this.eat(/L/)) return this.lifetime()
    if (this.eat(/K/)) return this.constant()
    return this.type()
  }
  private lifetime(): string {
    const index = this.base62()
    return index === 0 ? "'_" : `'${String.fromCharCode(96 + Math.max(1, this.binders - index + 1))}`
  }
  private binder<T>(read: () => T): T {
    const count = this.eat(/G/) ? this.base62() + 1 : 0
    this.binders += count
    const result = read()
    this.binders -= count
    return result
  }
  private type(): string {
    const c = this.next()
    if (BASIC[c]) return BASIC[c]
    switch (c) {
      case 'R':
      case 'Q': {
        const life = this.eat(/L/) ? this.lifetime() : "'_"
        return `&${life === "'_" ? '' : `${life} `}${c === 'Q' ? 'mut ' : ''}${this.type()}`
      }
      case 'P':
        return `*const ${this.type()}`
      case 'O':
        return `*mut ${this.type()}`
      case 'A': {
        const inner = this.type()
        return `[${inner}; ${this.constant()}]`
      }
      case 'S':
        return `[${this.type()}]`
      case 'T': {
        const items: string[] = []
        while (!this.eat(/E/)) items.push(this.type())
        return `(${items.join(', ')}${items.length === 1 ? ',' : ''})`
      }
      case 'F':
        return this.binder(() => {
          const unsafe = this.eat(/U/) ? 'unsafe ' : ''
          let abi = ''
          if (this.eat(/K/)) abi = this.eat(/C/) ? 'extern "C" ' : `extern "${this.identifier()}" `
          const args: string[] = []
          while (!this.eat(/E/)) args.push(this.type())
          const result = this.type()
          return `${unsafe}${abi}fn(${args.join(', ')})${result === '()' ? '' : ` -> ${result}`}`
        })
      case 'D': {
        const bounds = this.binder(() => {
          const all: string[] = []
          while (!this.eat(/E/)) all.push(this.dynBound())
          return all
        })
        if (this.eat(/L/)) {
          const life = this.lifetime()
          if (life !== "'_") bounds.push(life)
        }
        return `dyn ${bounds.join(' + ')}`
      }
      case 'B':
        return this.back(() => this.type())
      default:
        this.at--
        return this.path(false)
    }
  }
  private dynBound(): string {
    let path = this.path(false)
    const bindings: string[] = []
    while (this.eat(/p/)) {
      const name = this.identifier()
      bindings.push(`${name} = ${this.type()}`)
    }
    if (bindings.length)
      path = path.endsWith('>') ? `${path.slice(0, -1)}, ${bindings.join(', ')}>` : `${path}<${bindings.join(', ')}>`
    return path
  }
  private constant(): string {
    if (this.eat(/B/)) return this.back(() => this.constant())
    const kind = this.next()
    if (kind === 'p') return '_'
    const negative = this.eat(/n/)
    let hex = ''
    while (!this.eat(/_/)) hex += this.next()
    const number = BigInt(`0x${hex || '0'}`)
    if (kind === 'b') return number ? 'true' : 'false'
    if (kind === 'c') return `'${String.fromCodePoint(Number(number))}'`
    return `${negative ? '-' : ''}${number}`
  }
}
