// Reads the names that the compiler prints for its instances: which definition, with which arguments.

export interface InstanceName {
  /** `total`, `Shape::area`, `drop_glue` */ base: string
  /** `u8`, or `A` in `<A as Shape>::area` */ args: string
}

/** Where the bracket opened at `open` closes; `->` does not close one. */
function closing(text: string, open: number): number {
  let depth = 0
  for (let i = open; i < text.length; i++) {
    if (text[i] === '<') depth++
    else if (text[i] === '>' && text[i - 1] !== '-' && text[i - 1] !== '=' && --depth === 0) return i
  }
  return text.length
}

/** Cuts at a separator that stands outside all brackets. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = []
  let from = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '<') i = closing(text, i)
    else if (text.startsWith(separator, i)) {
      parts.push(text.slice(from, i))
      from = i + separator.length
    }
  }
  return [...parts, text.slice(from)]
}

/** Type names without their paths: `core::option::Option<alloc::string::String>` is `Option<String>`. */
export const shortType = (text: string): string => text.replaceAll(/\b(?:[a-z_][a-z0-9_]*::)+(?=[A-Za-z_{])/g, '')

/** `total::<u8>` · `<A as Tr>::used` · `<A as Tr>::go::<u8>` · `Stack::<u8>::push` · `std::ptr::drop_glue::<Vec<u8>>` */
export function parseInstance(name: string): InstanceName {
  const args: string[] = []
  let owner = '',
    rest = name
  if (rest.startsWith('<')) {
    const end = closing(rest, 0),
      inside = rest.slice(1, end)
    const [type = '', trait] = splitOutside(inside, ' as ')
    if (trait !== undefined) args.push(shortType(type))
    owner = shortType(trait ?? type).replace(/<.*$/, '')
    if (trait === undefined && type.includes('<'))
      args.push(shortType(type.slice(type.indexOf('<') + 1, type.lastIndexOf('>'))))
    rest = rest.slice(end + 1).replace(/^::/, '')
  }
  const path: string[] = []
  for (const part of splitOutside(rest, '::')) {
    if (part.startsWith('<') && part.endsWith('>')) args.push(shortType(part.slice(1, -1)))
    else path.push(part)
  }
  // Crate and module names are lower case and lead to the definition; a type before `::` belongs to its method.
  const last = path.at(-1) ?? '',
    before = path.at(-2) ?? ''
  const base = owner ? [owner, ...path].join('::') : /^[A-Z]/.test(before) ? `${before}::${last}` : last
  return { base, args: args.join(', ') }
}

/** Is this an instance of the definition that the author names: `total`, `Shape::area`, or all methods of `Shape`? */
export const isInstanceOf = (name: InstanceName, definition: string): boolean =>
  name.base === definition || name.base.startsWith(`${definition}::`) || name.base.endsWith(`::${definition}`)
