// Names and types of fields, from the debug information in LLVM IR (`-g --emit=llvm-ir`): the layout dump has offsets only.

export interface DebugMember {
  name: string
  ty: string
  offset: number
  size: number
  align: number
}
export interface DebugVariant {
  name: string
  discriminant: bigint | null
  members: DebugMember[]
}
/** `members` of a struct, tuple or union; `variants` of an enum. */
export interface DebugType {
  name: string
  members: DebugMember[]
  variants: DebugVariant[] | null
  element: DebugMember | null
}

interface Node {
  kind: string
  fields: Map<string, string>
  list: string[]
}

/** Type of the only parameter of the function called `probe`. @throws Error when the text holds no such function */
export function typeOfProbe(ir: string, probe: string): DebugType {
  const nodes = new Map<string, Node>()
  for (const line of ir.split('\n')) {
    const match = /^(!\d+) = (?:distinct )?!(\w*)([({])(.*)[)}]$/.exec(line)
    if (match)
      nodes.set(
        match[1]!,
        match[3] === '{'
          ? { kind: 'list', fields: new Map(), list: match[4]!.split(', ') }
          : { kind: match[2]!, fields: fields(match[4]!), list: [] },
      )
  }
  const subprogram = [...nodes.values()].find(n => n.kind === 'DISubprogram' && n.fields.get('name') === `"${probe}"`)
  const types = nodes.get(nodes.get(subprogram?.fields.get('type') ?? '')?.fields.get('types') ?? '')?.list
  const parameter = types?.[1]
  if (!parameter) throw new Error(`the debug information holds no function ${probe} with a parameter`)
  return readType(parameter, nodes)
}

// LLVM writes a quote inside a string as `\22`, as in the name of `extern "C" fn()`.
const text = (node: Node | undefined, key: string): string =>
  (node?.fields.get(key) ?? '')
    .replace(/^"|"$/g, '')
    .replace(/\\([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
const bits = (node: Node | undefined, key: string): number => Number(node?.fields.get(key) ?? 0) / 8

function fields(body: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const match of body.matchAll(/(\w+): ("(?:[^"\\]|\\.)*"|[^,]+)/g)) found.set(match[1]!, match[2]!)
  return found
}

function readType(id: string, nodes: Map<string, Node>): DebugType {
  const node = nodes.get(id)
  const elements = (of: Node | undefined): Node[] =>
    (nodes.get(of?.fields.get('elements') ?? '')?.list ?? []).flatMap(e => nodes.get(e) ?? [])
  const member = (of: Node): DebugMember => {
    const base = nodes.get(of.fields.get('baseType') ?? '')
    return {
      name: text(of, 'name').replace(/^__(\d+)$/, '$1'),
      ty: shortType(typeName(base, nodes)),
      offset: bits(of, 'offset'),
      size: bits(of, 'size'),
      align: bits(of, 'align'),
    }
  }
  const result: DebugType = { name: shortType(typeName(node, nodes)), members: [], variants: null, element: null }
  const tag = node?.fields.get('tag')
  if (tag === 'DW_TAG_enumeration_type') {
    result.variants = elements(node).map(e => ({
      name: text(e, 'name'),
      discriminant: BigInt(e.fields.get('value') ?? 0),
      members: [],
    }))
  } else if (tag === 'DW_TAG_array_type') {
    const base = nodes.get(node!.fields.get('baseType') ?? '')
    result.element = {
      name: '',
      ty: shortType(typeName(base, nodes)),
      offset: 0,
      size: bits(base, 'size'),
      align: bits(base, 'align'),
    }
  } else {
    for (const element of elements(node)) {
      if (element.fields.get('tag') === 'DW_TAG_member') result.members.push(member(element))
      else if (element.fields.get('tag') === 'DW_TAG_variant_part') {
        result.variants = elements(element).map(variant => {
          const body = nodes.get(variant.fields.get('baseType') ?? '')
          const extra = /^i\d+ (-?\d+)$/.exec(variant.fields.get('extraData') ?? '')
          return {
            name: text(variant, 'name'),
            discriminant: extra ? BigInt(extra[1]!) : null,
            members: elements(body)
              .filter(e => e.fields.get('tag') === 'DW_TAG_member')
              .map(member),
          }
        })
      }
    }
  }
  return result
}

function typeName(node: Node | undefined, nodes: Map<string, Node>): string {
  if (!node) return '()'
  const name = text(node, 'name')
  // A future or closure is named by what it is made in.
  if (name.startsWith('{')) return `${text(nodes.get(node.fields.get('scope') ?? ''), 'name')}::${name}`
  if (name) return name
  if (node.fields.get('tag') === 'DW_TAG_array_type') {
    const count = (nodes.get(node.fields.get('elements') ?? '')?.list ?? [])
      .map(e => text(nodes.get(e), 'count'))
      .join('')
    return `[${typeName(nodes.get(node.fields.get('baseType') ?? ''), nodes)}; ${count.replace(/^i\d+ /, '')}]`
  }
  if (node.fields.get('tag') === 'DW_TAG_pointer_type')
    return `*const ${typeName(nodes.get(node.fields.get('baseType') ?? ''), nodes)}`
  return typeName(nodes.get(node.fields.get('baseType') ?? ''), nodes)
}

/** `alloc::vec::Vec<u8, alloc::alloc::Global>` as a reader writes it: `Vec<u8>`. */
export function shortType(name: string): string {
  return name
    .replace(/(?:\w+::)*(\w+)::\{async_fn_env#\d+\}(?:<[^<>]*>)?/g, '{async fn body of $1()}')
    .replace(/(?:[\w{}#]+::)*\{async_block_env#\d+\}(?:<[^<>]*>)?/g, '{async block}')
    .replace(/(?:[\w{}#]+::)*\{closure_env#\d+\}(?:<[^<>]*>)?/g, '{closure}')
    .replace(/\b(?:[a-z_]\w*(?:\{[^}]*\})?::)+(?=[A-Za-z_{])/g, '')
    .replace(/, Global\b/g, '')
    .replace(/\b(HashMap|HashSet)<(.*), RandomState>/g, '$1<$2>')
}
