// Items of a Rust source file: their names, their lines, their headers. Pure: text in, items out.
//
// The parser is Lezer's Rust grammar, which the editor of the slides uses as well. In the 3,067 files of std and rustc 1.99.1 stand 60,631 names of
// functions, types, traits and modules. Outside of macros Lezer misses 23 of them, tree-sitter-rust 0.24.0 misses 704: it recovers from syntax that it
// does not know by dropping the item around it. What it lacks in speed (3.3 MB a second against 5.4) does not matter for the files of one deck.
import { parser } from '@lezer/rust'
import type { SyntaxNode } from '@lezer/common'

export interface Item {
  /** From the outermost module to the item: `['Rc', 'Drop', 'drop']`. An impl of a trait ends in type and trait. */
  names: readonly string[]
  /** Place in `names` of the trait of the impl that holds the item: a path may leave it out. */
  trait: number | null
  /** `fn`, `struct`, `impl`, … */
  kind: string
  /** Words from the item's attributes to its body, with those of the impl that holds it. */
  header: string
  /** 1-based: of the keyword with its visibility, below documentation and attributes. */
  line: number
  /** 1-based, both included, with attributes and without documentation. */
  first: number
  last: number
  /** A variant or a field: found only where no item has the name. */
  part: boolean
}

const KEYWORDS: Readonly<Record<string, string>> = {
  FunctionItem: 'fn',
  StructItem: 'struct',
  EnumItem: 'enum',
  UnionItem: 'union',
  TraitItem: 'trait',
  ModItem: 'mod',
  ConstItem: 'const',
  StaticItem: 'static',
  TypeItem: 'type',
  AssociatedType: 'type',
  MacroDefinition: 'macro_rules',
  DeclarativeMacroItem: 'macro',
  EnumVariant: 'variant',
  FieldDeclaration: 'field',
}
const NAME_NODES: ReadonlySet<string> = new Set(['BoundIdentifier', 'TypeIdentifier', 'Identifier', 'FieldIdentifier'])
/** Where a header ends. */
const BODIES: ReadonlySet<string> = new Set([
  'Block',
  'DeclarationList',
  'FieldDeclarationList',
  'OrderedFieldDeclarationList',
  'EnumVariantList',
])
/** Names of the types that have none, as rustdoc calls their pages. */
const UNNAMED: Readonly<Record<string, string>> = {
  ArrayType: 'slice',
  TupleType: 'tuple',
  UnitType: 'unit',
  EmptyType: 'never',
  PointerType: 'pointer',
  ReferenceType: 'reference',
  FunctionType: 'fn',
}

interface Place {
  names: readonly string[]
  trait: number | null
  /** Of the impl that holds the item. */
  header: string
}

/** Every item of the file in its order, also those in bodies of functions and of macros. */
export function itemsOf(text: string): Item[] {
  const starts = lineStarts(text)
  const items: Item[] = []
  collect(text, 0, { names: [], trait: null, header: '' }, items, starts)
  return items
}

function collect(text: string, offset: number, outside: Place, items: Item[], starts: readonly number[]): void {
  const readable = forParser(text)
  const visit = (node: SyntaxNode, place: Place, attributes: SyntaxNode | null): void => {
    const next = enter(node, place, attributes)
    for (let child = node.firstChild; child; child = child.nextSibling)
      visit(child, next, node.name === 'AttributeItem' ? (attributes ?? node) : null)
  }
  const enter = (node: SyntaxNode, place: Place, attributes: SyntaxNode | null): Place => {
    if (node.name === 'ImplItem') return enterImpl(node, place, attributes)
    if (node.name === 'MacroInvocation') readTokens(node, place)
    const kind = KEYWORDS[node.name]
    const name = kind && ownName(node, text)
    if (!kind || !name || isVariable(name)) return place
    const names = [...place.names, name]
    add(node, attributes, { names, trait: place.trait, kind, outer: place.header })
    const inside = { names, trait: place.trait, header: '' }
    if (kind === 'macro_rules' || kind === 'macro') readTokens(node, inside)
    return inside
  }
  const enterImpl = (node: SyntaxNode, place: Place, attributes: SyntaxNode | null): Place => {
    const { type, trait } = implOf(node, text)
    const header = headerOf(node, attributes, text)
    const outer = isVariable(type) ? place.names : [...place.names, type]
    if (!trait || isVariable(trait)) return { names: outer, trait: null, header }
    const names = [...outer, trait]
    add(node, attributes, { names, trait: null, kind: 'impl', outer: '' })
    return { names, trait: names.length - 1, header }
  }
  const add = (
    node: SyntaxNode,
    attributes: SyntaxNode | null,
    item: { names: readonly string[]; trait: number | null; kind: string; outer: string },
  ): void => {
    const { outer, ...rest } = item
    items.push({
      ...rest,
      header: `${headerOf(node, attributes, text)} ${outer}`.trim(),
      line: lineAt(starts, offset + node.from),
      first: lineAt(starts, offset + (attributes ?? node).from),
      last: lineAt(starts, offset + Math.max(node.from, node.to - 1)),
      part: rest.kind === 'variant' || rest.kind === 'field',
    })
  }
  /** A macro's tokens are no items to a parser; where they read like items, they are found as such. */
  const readTokens = (node: SyntaxNode, place: Place): void => {
    const walk = (at: SyntaxNode): void => {
      if (
        at.name === 'BracedTokens' &&
        /\b(fn|struct|enum|impl|trait|mod|const|static|type)\b/.test(text.slice(at.from, at.to))
      )
        collect(inner(text.slice(at.from + 1, at.to - 1)), offset + at.from + 1, place, items, starts)
      else for (let child = at.firstChild; child; child = child.nextSibling) walk(child)
    }
    for (let child = node.firstChild; child; child = child.nextSibling) walk(child)
  }
  visit(parser.parse(readable).topNode, outside, null)
}

/** The same text, letter for letter as long, without syntax of unstable Rust that the grammar does not know. */
function forParser(text: string): string {
  const blank = (found: string): string => ' '.repeat(found.length)
  return text
    .replace(/\bconst(?=\s+(?:unsafe\s+)?(?:auto\s+)?trait\b)/g, blank)
    .replace(/\bauto(?=\s+trait\b)/g, blank)
    .replace(/(?<=\bimpl(?:<[^{};]*>)?\s+)const(?=\s+[!\w:])/g, blank)
    .replace(/\[const\]|~const\b/g, blank)
    .replace(/\bpub\(in [\w:]+\)/g, blank)
    .replace(/(?<=\btrait\s+\w+(?:<[^{};]*>)?\s*:[^{};]*)\bimpl\b/g, blank)
}

/** Stands for the `$` of a macro's variable: a letter to the parser, and in no name of std or rustc. */
const VARIABLE = 'µ'
const isVariable = (name: string): boolean => name.startsWith(VARIABLE)

/** The text of a macro's body with its variables as names, and repetitions as what they repeat; as long as before. */
const inner = (text: string): string =>
  text
    .replace(/\$\(/g, '  ')
    .replace(/\$(?=\w)/g, VARIABLE)
    .replace(/\)[,;]?[*+?](?=\s|$)/g, found => ' '.repeat(found.length))

function ownName(node: SyntaxNode, text: string): string | null {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (BODIES.has(child.name) || child.name === ':') return null
    if (NAME_NODES.has(child.name)) return text.slice(child.from, child.to).replace(/^r#/, '')
  }
  return null
}

const TYPES = /Type(Identifier)?$/

/** Names of the type and of the trait of an impl, without generics and paths. */
function implOf(node: SyntaxNode, text: string): { type: string; trait: string | null } {
  const types: string[] = []
  let after = false
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'for') after = true
    else if (child.name === 'WhereClause' || child.name === 'DeclarationList') break
    else if (TYPES.test(child.name)) types.push(typeName(child, text))
  }
  const [first = 'unknown', second] = types
  return after && second !== undefined ? { type: second, trait: first } : { type: first, trait: null }
}

function typeName(node: SyntaxNode, text: string): string {
  const unnamed = UNNAMED[node.name]
  if (unnamed) return node.name === 'ArrayType' && text.slice(node.from, node.to).includes(';') ? 'array' : unnamed
  if (node.name === 'TypeIdentifier') return text.slice(node.from, node.to)
  const inside: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) if (TYPES.test(child.name)) inside.push(child)
  // Of a path the last name, of a generic type the one before its arguments, of `dyn A + B` the first.
  const chosen = node.name === 'ScopedTypeIdentifier' ? inside.at(-1) : inside[0]
  return chosen ? typeName(chosen, text) : text.slice(node.from, node.to).replaceAll(/\W.*$/gs, '')
}

function headerOf(node: SyntaxNode, attributes: SyntaxNode | null, text: string): string {
  let to = node.to
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (BODIES.has(child.name) || child.name === '=') {
      to = child.name === 'OrderedFieldDeclarationList' ? node.to : child.from
      break
    }
  return text
    .slice((attributes ?? node).from, to)
    .replaceAll(/\/\/.*$/gm, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** Line of an offset, 1-based. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle
  }
  return low + 1
}
