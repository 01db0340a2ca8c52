// The grammar of addresses: what a link names when it names evidence or a place of the course. Pure.
// In: `lib:alloc/src/rc.rs#Rc::drop_slow`. Out: an Address, or an AddressError that knows the offset of the mistake.

/** Kinds that name evidence outside the course. */
export const EXTERNAL = [
  'rustc',
  'lib',
  'doc',
  'ref',
  'nomicon',
  'edition',
  'guide',
  'rfc',
  'pr',
  'issue',
  'goal',
  'release',
  'miri',
  'crate',
] as const
/** Kinds that name something of the course itself. */
export const INTERNAL = ['run', 'deck', 'ask', 'quiz', 'exercise', 'term', 'error'] as const

export type ExternalKind = (typeof EXTERNAL)[number]
export type InternalKind = (typeof INTERNAL)[number]
export type Kind = ExternalKind | InternalKind

/** `#Box::From~str`: names from the outermost to the innermost, and a word of the header that chooses among candidates. */
export interface ItemName {
  segments: readonly string[]
  word: string | null
}
/** Which named compiler's components hold the target. */
export type Named = 'course' | 'next'

export type Address = { text: string } & (
  | { kind: 'rustc' | 'lib'; toolchain: Named; path: string; item: ItemName | null }
  | { kind: 'doc' | 'nomicon' | 'edition'; toolchain: Named; page: string; anchor: string | null }
  | { kind: 'ref'; toolchain: Named; rule: string }
  | { kind: 'guide' | 'goal'; page: string; anchor: string | null }
  | { kind: 'rfc'; number: number; anchor: string | null }
  | { kind: 'pr' | 'issue'; number: number }
  | { kind: 'release'; version: string }
  | { kind: 'miri'; path: string; item: ItemName | null }
  | { kind: 'crate'; name: string; version: string; path: string; item: ItemName | null }
  /** `deck` is null in the deck where the link stands. */
  | { kind: 'run' | 'ask' | 'quiz' | 'exercise'; deck: string | null; name: string }
  | { kind: 'deck'; deck: string; heading: string | null }
  | { kind: 'term'; name: string }
  | { kind: 'error'; name: string }
)
export type AddressOf<K extends Kind> = Extract<Address, { kind: K }>

/** @property offset of the mistake in the address, 0-based, in UTF-16 units */
export class AddressError extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.name = 'AddressError'
    this.offset = offset
  }
}

const KINDS: ReadonlySet<string> = new Set([...EXTERNAL, ...INTERNAL])
const SCHEME = /^([a-z]+)(@[^:]*)?:/
/** Kinds whose targets lie in a component of a named compiler. */
const NAMED: ReadonlySet<string> = new Set(['rustc', 'lib', 'doc', 'ref', 'nomicon', 'edition'])

/** Whether a link's target is meant as an address: its scheme is one of ours. `https:` and `#anchor` are not. */
export const isAddress = (target: string): boolean => KINDS.has(SCHEME.exec(target)?.[1] ?? '')

export const isExternal = (kind: Kind): kind is ExternalKind => (EXTERNAL as readonly string[]).includes(kind)

/** @throws AddressError */
export function parseAddress(text: string): Address {
  const scheme = SCHEME.exec(text)
  const kind = scheme?.[1] ?? ''
  if (!scheme || !KINDS.has(kind))
    throw new AddressError(`\`${text}\` begins with none of ${[...KINDS].join(':, ')}:`, 0)
  const wrong = /[\s<>()[\]"`\\]/.exec(text)
  if (wrong)
    throw new AddressError(
      `an address holds no ${wrong[0].trim() ? `\`${wrong[0]}\`` : 'space'}: name the item without generics, brackets and spaces`,
      wrong.index,
    )
  const start = scheme[0].length
  const toolchain = named(kind, scheme[2], kind.length)
  const rest = text.slice(start)
  if (!rest) throw new AddressError(`\`${text}\` names nothing: write what the link leads to after the colon`, start)
  return { text, ...readRest(kind as Kind, rest, start, toolchain) } as Address
}

function named(kind: string, at: string | undefined, offset: number): Named {
  if (at === undefined) return 'course'
  if (!NAMED.has(kind))
    throw new AddressError(`\`${kind}:\` lies in no compiler's components, so \`${at}\` cannot choose one`, offset)
  if (at !== '@next')
    throw new AddressError(`\`${at}\` names no compiler: write \`@next\`, or nothing for the course's own`, offset)
  return 'next'
}

/** The address without its text. */
type Parts = Address extends infer A ? (A extends Address ? Omit<A, 'text'> : never) : never

function readRest(kind: Kind, rest: string, start: number, toolchain: Named): Parts {
  /** Matches the whole rest, or says what the form is, at the first place where the text leaves it. */
  const match = (pattern: RegExp, form: string): RegExpExecArray => {
    const found = pattern.exec(rest)
    if (!found) throw new AddressError(`\`${kind}:${rest}\` is not of the form \`${form}\``, start)
    return found
  }
  switch (kind) {
    case 'rustc':
    case 'lib': {
      const form = kind === 'lib' ? 'lib:alloc/src/rc.rs#RcInner' : 'rustc:rustc_borrowck/src/dataflow.rs#Borrows'
      const [path, item] = pathAndItem(rest, start, form)
      return { kind, toolchain, path, item }
    }
    case 'doc':
    case 'nomicon':
    case 'edition': {
      const [page, anchor] = pageAndAnchor(rest, start)
      return { kind, toolchain, page, anchor }
    }
    case 'guide': {
      const [page, anchor] = pageAndAnchor(rest, start)
      return { kind, page, anchor }
    }
    case 'goal': {
      const found = match(/^(\d{4}h[12]\/[\w-]+)(?:#([\w-]+))?$/, 'goal:2025h2/polonius')
      return { kind, page: `${found[1]}.html`, anchor: found[2] ?? null }
    }
    case 'ref':
      return { kind, toolchain, rule: match(/^[a-z0-9]+(?:[.-][A-Za-z0-9_-]+)*$/, 'ref:destructors.scope.nesting')[0] }
    case 'rfc': {
      const found = match(/^([1-9]\d{0,3})(?:#([\w-]+))?$/, 'rfc:2094#solving-constraints')
      return { kind, number: Number(found[1]), anchor: found[2] ?? null }
    }
    case 'pr':
    case 'issue':
      return { kind, number: Number(match(/^[1-9]\d{0,6}$/, `${kind}:96268`)[0]) }
    case 'release':
      return { kind, version: match(/^\d+\.\d+\.\d+$/, 'release:1.98.0')[0] }
    case 'miri': {
      const [path, item] = pathAndItem(rest, start, 'miri:tests/fail/box-cell-alias.rs')
      return { kind, path, item }
    }
    case 'crate': {
      const found = match(
        /^([A-Za-z][\w-]*)@(\d+\.\d+\.\d+[\w.+-]*)\/(.+)$/,
        'crate:tokio@1.54.1/src/macros/select.rs#select',
      )
      const at = start + rest.length - found[3]!.length
      const [path, item] = pathAndItem(found[3]!, at, 'crate:tokio@1.54.1/src/macros/select.rs#select')
      return { kind, name: found[1]!, version: found[2]!, path, item }
    }
    case 'run':
    case 'ask':
    case 'quiz':
    case 'exercise': {
      const found = match(
        /^(?:(\d\d-[a-z0-9-]+|\d\d)\/)?([\p{L}\p{N}][\p{L}\p{N}_-]*(?:\/[1-9]\d*)?)$/u,
        `${kind}:06-memory-layout/name`,
      )
      return { kind, deck: found[1] ?? null, name: found[2]! }
    }
    case 'deck': {
      const found = match(/^(\d\d-[a-z0-9-]+|\d\d)(?:\/([\p{L}\p{N}][\p{L}\p{N}_-]*))?$/u, 'deck:06/niches')
      return { kind, deck: found[1]!, heading: found[2] ?? null }
    }
    case 'term':
      return { kind, name: match(/^[a-z0-9][a-z0-9-]*$/, 'term:loan')[0] }
    case 'error':
      return { kind, name: match(/^E\d{4}$/, 'error:E0502')[0] }
  }
}

function pathAndItem(rest: string, start: number, form: string): [string, ItemName | null] {
  const hash = rest.indexOf('#')
  const path = hash < 0 ? rest : rest.slice(0, hash)
  relativePath(path, start)
  if (!path.endsWith('.rs'))
    throw new AddressError(`\`${path}\` is no Rust file: write a path that ends in \`.rs\`, as in \`${form}\``, start)
  return [path, hash < 0 ? null : itemName(rest.slice(hash + 1), start + hash + 1)]
}

function itemName(text: string, start: number): ItemName {
  const tilde = text.indexOf('~')
  const path = tilde < 0 ? text : text.slice(0, tilde)
  let at = start
  const segments = path.split('::').map(segment => {
    if (!/^[A-Za-z_]\w*$/.test(segment))
      throw new AddressError(
        segment
          ? `\`${segment}\` is no name of an item: write names joined by \`::\`, as in \`#Rc::Drop::drop\``
          : 'a name is missing here: write names joined by `::`, as in `#Rc::Drop::drop`',
        at,
      )
    at += segment.length + 2
    return segment
  })
  if (tilde < 0) return { segments, word: null }
  const word = text.slice(tilde + 1)
  if (!/^'?\w+$/.test(word))
    throw new AddressError("after `~` stands one word of the item's header, as in `#Box::From~str`", start + tilde + 1)
  return { segments, word }
}

function pageAndAnchor(rest: string, start: number): [string, string | null] {
  const hash = rest.indexOf('#')
  const page = hash < 0 ? rest : rest.slice(0, hash)
  relativePath(page, start)
  if (!page.endsWith('.html'))
    throw new AddressError(
      `\`${page}\` is no page: write its path to the end, as in \`${page.replace(/\/$/, '')}.html\` or \`${page.replace(/\/$/, '')}/index.html\``,
      start,
    )
  if (hash < 0) return [page, null]
  const anchor = rest.slice(hash + 1)
  if (!/^[\w.%-]+$/.test(anchor))
    throw new AddressError(`\`#${anchor}\` is no anchor: copy it from the page's own address`, start + hash + 1)
  return [page, anchor]
}

/** A path that stays below the folder where it begins. */
function relativePath(path: string, start: number): void {
  const bad = path.split('/').findIndex(part => !/^[\w@+.-]+$/.test(part) || /^\.+$/.test(part))
  if (bad < 0) return
  const offset = path.split('/').slice(0, bad).join('/').length + (bad ? 1 : 0)
  throw new AddressError(`\`${path}\` is no path below the source's own folder`, start + offset)
}
