// Which attributes a tag knows: read off the `defineProps<…>` of its component, so that the list is kept in one place.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { babelParse, parse as parseComponent } from '@vue/compiler-sfc'

/** What an attribute may hold. `values`: only these words. */
export interface Prop {
  name: string
  required: boolean
  string: boolean
  number: boolean
  boolean: boolean
  /** Lists and objects, which are written bound: `:say="['…']"`. */
  other: boolean
  values: readonly string[]
}

interface AstNode {
  type: string
  [key: string]: unknown
}
const node = (value: unknown): AstNode => value as AstNode
const nodes = (value: unknown): AstNode[] => (value ?? []) as AstNode[]

/** Types by name in one module, with the modules that it takes others from. */
class Module {
  private readonly types = new Map<string, AstNode>()
  private readonly imports = new Map<string, { path: string; name: string }>()
  readonly body: AstNode[]

  constructor(source: string, folder: string) {
    this.body = nodes(babelParse(source, { sourceType: 'module', plugins: ['typescript'] }).program.body)
    for (const statement of this.body) this.take(statement, folder)
  }

  private take(statement: AstNode, folder: string): void {
    if (statement.type === 'ExportNamedDeclaration' && statement.declaration)
      this.take(node(statement.declaration), folder)
    else if (statement.type === 'TSInterfaceDeclaration' || statement.type === 'TSTypeAliasDeclaration')
      this.types.set(String(node(statement.id).name), statement)
    else if (statement.type === 'ImportDeclaration') {
      const from = String(node(statement.source).value)
      if (!from.startsWith('.')) return
      for (const s of nodes(statement.specifiers))
        this.imports.set(String(node(s.local).name), {
          path: resolve(folder, from),
          name: String(node(s.imported ?? s.local).name),
        })
    }
  }

  /** A named type with the module that its own names belong to. */
  find(name: string): { type: AstNode; module: Module } | null {
    const own = this.types.get(name)
    if (own) return { type: own, module: this }
    const from = this.imports.get(name)
    if (!from || !existsSync(from.path) || !from.path.endsWith('.ts')) return null
    return moduleAt(from.path).find(from.name)
  }
}

const modules = new Map<string, Module>()
function moduleAt(path: string): Module {
  let found = modules.get(path)
  if (!found) modules.set(path, (found = new Module(readFileSync(path, 'utf8'), dirname(path))))
  return found
}

function membersOf(type: AstNode, module: Module): Prop[] {
  switch (type.type) {
    case 'TSTypeLiteral':
      return propsOf(nodes(type.members), module)
    case 'TSIntersectionType':
      return nodes(type.types).flatMap(t => membersOf(t, module))
    case 'TSTypeAliasDeclaration':
      return membersOf(node(type.typeAnnotation), module)
    case 'TSInterfaceDeclaration':
      return [
        ...nodes(type.extends).flatMap(e => named(String(node(e.expression).name), module)),
        ...propsOf(nodes(node(type.body).body), module),
      ]
    case 'TSTypeReference':
      return named(String(node(type.typeName).name), module)
    default:
      return []
  }
}
function named(name: string, module: Module): Prop[] {
  const found = module.find(name)
  return found ? membersOf(found.type, found.module) : []
}

function propsOf(members: readonly AstNode[], module: Module): Prop[] {
  return members
    .filter(m => m.type === 'TSPropertySignature')
    .map(m => {
      const prop: Prop = {
        name: String(node(m.key).name ?? node(m.key).value),
        required: m.optional !== true,
        string: false,
        number: false,
        boolean: false,
        other: false,
        values: [],
      }
      const words: string[] = []
      widen(node(node(m.typeAnnotation).typeAnnotation), module, prop, words)
      return { ...prop, values: words }
    })
}

/** Adds what a type allows to a prop. */
function widen(type: AstNode, module: Module, prop: Prop, words: string[]): void {
  if (type.type === 'TSUnionType') for (const t of nodes(type.types)) widen(t, module, prop, words)
  else if (type.type === 'TSStringKeyword') prop.string = true
  else if (type.type === 'TSNumberKeyword') prop.number = true
  else if (type.type === 'TSBooleanKeyword') prop.boolean = true
  else if (type.type === 'TSLiteralType') words.push(String(node(type.literal).value))
  else if (type.type === 'TSTypeReference') {
    const found = module.find(String(node(type.typeName).name))
    if (found?.type.type === 'TSTypeAliasDeclaration') widen(node(found.type.typeAnnotation), found.module, prop, words)
    else prop.other = true
  } else if (type.type !== 'TSUndefinedKeyword' && type.type !== 'TSNullKeyword') prop.other = true
}

/** Finds the type argument of `defineProps` in a component's script. */
function definedProps(value: unknown): AstNode | null {
  if (Array.isArray(value)) {
    for (const v of value) {
      const found = definedProps(v)
      if (found) return found
    }
    return null
  }
  if (value === null || typeof value !== 'object') return null
  const n = value as AstNode
  if (n.type === 'CallExpression' && node(n.callee).name === 'defineProps')
    return nodes(node(n.typeParameters ?? n.typeArguments).params)[0] ?? null
  for (const key of ['declarations', 'init', 'expression', 'arguments', 'callee', 'body'] as const) {
    const found = definedProps(n[key])
    if (found) return found
  }
  return null
}

/** Put in by the transformer (setup/transformers.ts), never written by an author. */
const GIVEN = new Set(['recording', 'code', 'source', 'ops'])

/** @returns the attributes that an author may write, by name */
function readProps(path: string): Map<string, Prop> {
  const script = parseComponent(readFileSync(path, 'utf8'), { filename: path }).descriptor.scriptSetup?.content ?? ''
  const module = new Module(script, dirname(path))
  const type = definedProps(module.body)
  return new Map((type ? membersOf(type, module) : []).filter(p => !GIVEN.has(p.name)).map(p => [p.name, p]))
}

const known = new Map<string, Map<string, Prop>>()
/** The attributes of a component by its path; read once. */
export function propsAt(root: string, folder: string, name: string): Map<string, Prop> {
  const path = join(root, 'components', folder, `${name}.vue`)
  let found = known.get(path)
  if (!found) known.set(path, (found = readProps(path)))
  return found
}
