// The attributes of one tag, held against what its component knows.
import { babelParse } from '@vue/compiler-sfc'
import type { MarkupAttribute, MarkupNode } from './markup.ts'
import { instead } from './near.ts'
import type { Prop } from './props.ts'
import type { Reporter } from './reporter.ts'

export type TagNode = Extract<MarkupNode, { kind: 'tag' }>
/** What a tag says, by the name of the component's property; `line` is that of the attribute. */
export class Attributes {
  private readonly values = new Map<string, { value: unknown; line: number }>()
  readonly tag: TagNode
  constructor(tag: TagNode) {
    this.tag = tag
  }
  set(name: string, value: unknown, line: number): void {
    this.values.set(name, { value, line })
  }
  has(name: string): boolean {
    return this.values.has(name)
  }
  text(name: string): string | null {
    const value = this.values.get(name)?.value
    return value === undefined || typeof value === 'boolean' ? null : String(value)
  }
  flag(name: string): boolean {
    return this.values.get(name)?.value === true
  }
  number(name: string, otherwise: number): number {
    const value = this.values.get(name)?.value
    return value === undefined ? otherwise : Number(value)
  }
  lineOf(name: string): number {
    return this.values.get(name)?.line ?? this.tag.line
  }
  all(): Record<string, unknown> {
    return Object.fromEntries([...this.values].map(([name, { value }]) => [name, value]))
  }
}

const camel = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
/** Understood by Slidev and by the browser on every tag. */
const EVERYWHERE = new Set(['v-click', 'class', 'style', 'id'])

interface Expression {
  type: string
  value?: unknown
  operator?: string
  argument?: Expression
  elements?: (Expression | null)[]
  quasis?: { value: { cooked: string } }[]
  expression?: Expression
}

/** The value of a literal, which is all that a bound attribute may hold. @throws Error for any other expression */
function valueOf(expression: Expression | null | undefined): unknown {
  switch (expression?.type) {
    case 'NumericLiteral':
    case 'StringLiteral':
    case 'BooleanLiteral':
      return expression.value
    case 'UnaryExpression': {
      const value = valueOf(expression.argument)
      if (expression.operator === '-' && typeof value === 'number') return -value
      break
    }
    case 'TemplateLiteral':
      if (expression.quasis?.length === 1) return expression.quasis[0]!.value.cooked
      break
    case 'ArrayExpression':
      return expression.elements!.map(valueOf)
  }
  throw new Error('not a literal')
}

function literal(source: string): unknown {
  if (/^-?\d+$/.test(source)) return Number(source)
  const [statement] = babelParse(`(${source})`, { createParenthesizedExpressions: false }).program.body
  return valueOf((statement as unknown as Expression | undefined)?.expression)
}

/** Why a value does not fit, as the end of a sentence; null where it does. */
function misfit(prop: Prop, value: unknown, bound: boolean): string | null {
  const words = prop.values.map(v => `\`${v}\``).join(', ')
  if (value === true && !bound) return prop.boolean ? null : 'needs a value'
  if (typeof value === 'boolean') return prop.boolean ? null : 'is not a switch: give it a value'
  if (typeof value === 'number')
    return prop.number || prop.values.includes(String(value))
      ? null
      : words
        ? `cannot be a number: it is one of ${words}`
        : `is a text: write \`${prop.name}="${value}"\``
  if (typeof value === 'string') {
    if (prop.string || prop.values.includes(value)) return null
    if (prop.values.length)
      return `cannot be \`${value}\`: ${instead(value, prop.values)}${prop.values.length > 1 ? ` It is one of ${words}` : ''}`
    if (prop.number)
      return /^-?\d+$/.test(value) ? `is a number: write \`:${prop.name}="${value}"\`` : `is a number, not \`${value}\``
    if (prop.boolean) return `is a switch: write \`${prop.name}\` alone, or leave it out`
    return `is a list: write \`:${prop.name}="[…]"\``
  }
  return prop.other ? null : `cannot be ${JSON.stringify(value)}`
}

/** @param props what the component knows; what it requires must be there */
export function readAttributes(tag: TagNode, props: ReadonlyMap<string, Prop>, report: Reporter): Attributes {
  const out = new Attributes(tag)
  for (const attribute of tag.attributes) {
    if (EVERYWHERE.has(attribute.name)) continue
    readOne(tag, attribute, props, report, out)
  }
  for (const prop of props.values())
    if (prop.required && !out.has(prop.name)) report.say(tag.line, `<${tag.tag}> needs \`${prop.name}="…"\``)
  return out
}

function readOne(
  tag: TagNode,
  attribute: MarkupAttribute,
  props: ReadonlyMap<string, Prop>,
  report: Reporter,
  out: Attributes,
): void {
  const { line } = attribute
  const bound = attribute.name.startsWith(':')
  const name = camel(attribute.name.replace(/^:/, ''))
  const prop = props.get(name)
  if (!prop) {
    report.say(line, `<${tag.tag}> knows no \`${attribute.name}\`: ${instead(name, [...props.keys()])}`)
    return
  }
  let value: unknown = attribute.value ?? true
  if (bound) {
    try {
      value = literal(attribute.value ?? '')
    } catch {
      report.say(
        line,
        `<${tag.tag}> \`${attribute.name}\`: \`${attribute.value ?? ''}\` is no value; write a number, a text in quotes, a list or true`,
      )
      return
    }
  } else if (attribute.value === '' && prop.boolean && !prop.string) value = true
  const wrong = misfit(prop, value, bound)
  if (wrong) report.say(line, `<${tag.tag}> \`${name}\` ${wrong}`)
  else out.set(name, value, line)
}
