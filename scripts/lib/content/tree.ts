// From markup to blocks: Markdown and the short list of elements that slides may use; everything else is refused at its line.
import { readAttributes, type TagNode } from './attributes.ts'
import type { Block, Cell, Inline, ListItem } from './blocks.ts'
import { isPlace } from './clicks.ts'
import { componentNames, componentOf, factOf, INLINE_TAGS, type Place } from './components.ts'
import type { MarkupNode } from './markup.ts'
import { nearest } from './near.ts'
import type { Prop } from './props.ts'

const RAW_BLOCKS = new Set(['div', 'p', 'svg'])
const RAW_INLINES = new Set(['span', 'br', 'code', 'em', 'strong', 'b', 'i'])
const STEPS = new Set(['v-click', 'v-clicks'])
const MARKDOWN_INLINES = new Set(['em_open', 'strong_open', 's_open', 'link_open', 'code_inline', 'hardbreak', 'image'])

const isBlank = (node: MarkupNode): boolean => node.kind === 'text' && node.text.trim() === ''

/** Whether a node stands in a line of text. */
function isInline(node: MarkupNode): boolean {
  if (node.kind === 'text') return true
  if (node.kind === 'markdown') return MARKDOWN_INLINES.has(node.token.type)
  if ((INLINE_TAGS as readonly string[]).includes(node.tag) || RAW_INLINES.has(node.tag)) return true
  if (node.tag === 'v-click') return node.children.every(isInline)
  return false
}

/** The click that `v-click` on a tag names: undefined where there is none, null for the next one. */
function clickOf(tag: TagNode, place: Place): string | null | undefined {
  const attribute = tag.attributes.find(a => a.name === 'v-click')
  if (!attribute) return undefined
  const text = attribute.value?.replaceAll(/['"]/g, '').trim() ?? ''
  if (text === '') return null
  if (isPlace(text)) return text
  place.report.say(
    attribute.line,
    `\`v-click="${attribute.value}"\`: write a click, \`v-click="2"\`, or nothing for the next one`,
  )
  return null
}

const AT: ReadonlyMap<string, Prop> = new Map([
  ['at', { name: 'at', required: false, string: true, number: true, boolean: false, other: false, values: [] }],
])
/** The click of `<v-click at="2">`. */
function stepOf(tag: TagNode, place: Place): string | null {
  const at = readAttributes(tag, AT, place.report)
  const text = at.text('at')
  if (text === null || isPlace(text)) return text
  place.report.say(
    at.lineOf('at'),
    `<${tag.tag}> \`at="${text}"\`: a place is a click, \`2\`, or steps from the one before, \`+1\``,
  )
  return null
}

function unknownTag(tag: TagNode, place: Place): void {
  const known = [...componentNames(place.library), ...RAW_BLOCKS, ...RAW_INLINES, ...STEPS]
  const near = nearest(tag.tag, known)
  const capital = /^[A-Z]/.test(tag.tag)
  place.report.say(
    tag.line,
    near
      ? `there is no tag <${tag.tag}>: did you mean <${near}>?`
      : capital && tag.attributes.length === 0
        ? `<${tag.tag}> is read as a tag: set it in backticks with what belongs to it, for example \`Vec<${tag.tag}>\``
        : `<${tag.tag}> is not among the elements that a slide may use: ${[...RAW_BLOCKS, ...RAW_INLINES].join(', ')}`,
  )
}

// ---------- inline ----------

export function inlinesOf(nodes: readonly MarkupNode[], place: Place): Inline[] {
  return nodes.flatMap(node => inlineOf(node, place))
}

function inlineOf(node: MarkupNode, place: Place): Inline[] {
  if (node.kind === 'text') return [{ kind: 'text', text: node.text.replaceAll(/\s*\n\s*/g, ' ') }]
  return node.kind === 'markdown' ? markdownInline(node, place) : tagInline(node, place)
}

function markdownInline(node: Extract<MarkupNode, { kind: 'markdown' }>, place: Place): Inline[] {
  const children = (): Inline[] => inlinesOf(node.children, place)
  switch (node.token.type) {
    case 'code_inline':
      return [{ kind: 'code', text: node.token.content }]
    case 'em_open':
      return [{ kind: 'emphasis', children: children() }]
    case 'strong_open':
      return [{ kind: 'strong', children: children() }]
    case 's_open':
      return [{ kind: 'struck', children: children() }]
    case 'hardbreak':
      return [{ kind: 'break' }]
    case 'link_open':
      return [{ kind: 'link', address: node.token.attrGet('href') ?? '', children: children(), line: node.line }]
    case 'image':
      place.report.say(node.line, 'a picture: draw it as a figure, or as an inline `<svg>` with an `aria-label`')
      return []
    default:
      place.report.say(node.line, `\`${node.token.markup || node.tag}\` cannot stand in a line of text`)
      return []
  }
}

function tagInline(tag: TagNode, place: Place): Inline[] {
  if (tag.tag === 'Fact') {
    const fact = factOf(tag, place)
    const click = clickOf(tag, place)
    if (fact && click !== undefined) place.clicks.element(click, from => (fact.from = from))
    return fact ? [fact] : []
  }
  if (tag.tag === 'br') return [{ kind: 'break' }]
  if (tag.tag === 'v-click') {
    const at = stepOf(tag, place)
    return stepped(inlinesOf(tag.children, place), at, place)
  }
  if (!RAW_INLINES.has(tag.tag)) {
    if (componentNames(place.library).includes(tag.tag) || RAW_BLOCKS.has(tag.tag) || STEPS.has(tag.tag))
      place.report.say(tag.line, `<${tag.tag}> cannot stand in a line of text: give it lines of its own`)
    else unknownTag(tag, place)
    return []
  }
  const children = inlinesOf(tag.children, place)
  const inner: Inline[] =
    tag.tag === 'code'
      ? [{ kind: 'code', text: textOf(children) }]
      : tag.tag === 'em' || tag.tag === 'i'
        ? [{ kind: 'emphasis', children }]
        : tag.tag === 'strong' || tag.tag === 'b'
          ? [{ kind: 'strong', children }]
          : children
  const click = clickOf(tag, place)
  return click === undefined ? inner : stepped(inner, click, place)
}

function stepped(children: Inline[], at: string | null, place: Place): Inline[] {
  const step: Inline = { kind: 'step', from: 0, children }
  place.clicks.element(at, from => (step.from = from))
  return [step]
}

/** The words of inlines, without their form. */
export const textOf = (inlines: readonly Inline[]): string =>
  inlines
    .map(inline => {
      switch (inline.kind) {
        case 'text':
        case 'code':
          return inline.text
        case 'fact':
          return inline.value
        case 'break':
          return ' '
        default:
          return textOf(inline.children)
      }
    })
    .join('')

/** Without blanks at both ends and doubled ones between, as a browser shows them. */
function trimmed(inlines: readonly Inline[]): Inline[] {
  const out = inlines.map(i => (i.kind === 'text' ? { ...i, text: i.text.replaceAll(/[ \t]+/g, ' ') } : i))
  const first = out[0]
  if (first?.kind === 'text') first.text = first.text.trimStart()
  const last = out.at(-1)
  if (last?.kind === 'text') last.text = last.text.trimEnd()
  return out.filter(i => i.kind !== 'text' || i.text !== '')
}

// ---------- blocks ----------

/** Blocks of a run of nodes; text between blocks becomes paragraphs. */
export function blocksOf(nodes: readonly MarkupNode[], place: Place): Block[] {
  const out: Block[] = []
  let line: MarkupNode[] = []
  const flush = (): void => {
    const waiting = line
    line = []
    const first = waiting.find(node => !isBlank(node))
    if (!first) return
    const content = trimmed(inlinesOf(waiting, place))
    if (content.length) out.push({ kind: 'paragraph', line: first.line, from: null, content })
  }
  for (const node of nodes) {
    if (isInline(node)) {
      line.push(node)
      continue
    }
    flush()
    out.push(...blockOf(node, place))
  }
  flush()
  return out
}

function blockOf(node: MarkupNode, place: Place): Block[] {
  if (node.kind === 'markdown') return markdownBlock(node, place)
  return node.kind === 'tag' ? tagBlock(node, place) : []
}

function markdownBlock(node: Extract<MarkupNode, { kind: 'markdown' }>, place: Place): Block[] {
  const { line } = node
  const at = { line, from: null }
  switch (node.token.type) {
    case 'paragraph_open':
      return blocksOf(node.children, place)
    case 'heading_open':
      return [
        { kind: 'heading', ...at, level: Number(node.tag.slice(1)), content: trimmed(inlinesOf(node.children, place)) },
      ]
    case 'bullet_list_open':
    case 'ordered_list_open':
      return [{ kind: 'list', ...at, ordered: node.token.type === 'ordered_list_open', items: itemsOf(node, place) }]
    case 'blockquote_open':
      return [{ kind: 'quote', ...at, blocks: blocksOf(node.children, place) }]
    case 'table_open':
      return [tableOf(node, place)]
    case 'fence':
      return fenceOf(node, place)
    case 'code_block':
      place.report.say(line, 'an indented block: begin the line at the left, or put commands between ``` fences')
      return []
    case 'hr':
      place.report.say(line, 'a rule between the lines: `---` at the left begins a slide, and nothing else is ruled')
      return []
    default:
      place.report.say(line, `\`${node.token.type}\` is no block that slides have`)
      return []
  }
}

function itemsOf(list: MarkupNode, place: Place): ListItem[] {
  if (list.kind === 'text') return []
  return list.children
    .filter(child => child.kind === 'markdown')
    .map(item => ({ blocks: blocksOf(item.children, place), from: null, line: item.line }))
}

function fenceOf(node: Extract<MarkupNode, { kind: 'markdown' }>, place: Place): Block[] {
  const language = node.token.info.trim().split(/\s+/)[0] ?? ''
  if (/^(rust|rs)$/.test(language)) {
    place.report.say(node.line, 'a Rust fence: put the code into snippets/ and show it with `<Code src="…" />`')
    return []
  }
  return [{ kind: 'fence', line: node.line, from: null, language, text: node.token.content.replace(/\n$/, '') }]
}

type Row = Extract<MarkupNode, { kind: 'markdown' }>
const rowsOf = (node: MarkupNode, type: string): Row[] =>
  node.kind === 'text'
    ? []
    : node.children.flatMap(child => (child.kind === 'markdown' && child.token.type === type ? [child] : []))

function tableOf(table: Row, place: Place): Block {
  const cellsOf = (row: Row): Cell[] =>
    [...rowsOf(row, 'th_open'), ...rowsOf(row, 'td_open')].map(cell => {
      const align = /text-align:(left|center|right)/.exec(cell.token.attrGet('style') ?? '')?.[1] ?? null
      return { content: trimmed(inlinesOf(cell.children, place)), align: align as Cell['align'] }
    })
  const rows = (part: string): Cell[][] => rowsOf(table, part).flatMap(p => rowsOf(p, 'tr_open').map(cellsOf))
  return { kind: 'table', line: table.line, from: null, head: rows('thead_open')[0] ?? [], rows: rows('tbody_open') }
}

function tagBlock(tag: TagNode, place: Place): Block[] {
  if (tag.tag === 'v-click') {
    const at = stepOf(tag, place)
    return group(tag, blocksOf(tag.children, place), null, at, place)
  }
  if (tag.tag === 'v-clicks') return stepwise(tag, place)
  if (tag.tag === 'svg') return placed(tag, drawingOf(tag, place), place)
  if (tag.tag === 'div' || tag.tag === 'p') {
    const blocks = blocksOf(tag.children, place)
    return group(tag, blocks, columnsOf(tag), clickOf(tag, place), place)
  }
  if (!componentNames(place.library).includes(tag.tag)) {
    unknownTag(tag, place)
    return []
  }
  const block = componentOf(tag, place)
  if (tag.children.some(child => !isBlank(child)))
    place.report.say(tag.line, `<${tag.tag}> holds nothing: write \`<${tag.tag} … />\``)
  return block ? placed(tag, [block], place) : []
}

/** A component with `v-click` on itself. */
function placed(tag: TagNode, blocks: Block[], place: Place): Block[] {
  const click = clickOf(tag, place)
  if (click !== undefined)
    place.clicks.element(click, from => {
      for (const block of blocks) block.from = from
    })
  return blocks
}

/** Blocks that appear together or stand side by side; a single one without columns needs no group. */
function group(
  tag: TagNode,
  blocks: Block[],
  columns: string | null,
  at: string | null | undefined,
  place: Place,
): Block[] {
  const [only] = blocks
  const plain = columns === null && blocks.length === 1 && only!.from === null
  const out: Block[] =
    plain || (columns === null && at === undefined)
      ? blocks
      : [{ kind: 'group', line: tag.line, from: null, columns, blocks }]
  if (at !== undefined && out.length) place.clicks.element(at, from => (out[0]!.from = from))
  return out
}

/** `<v-clicks>` steps the items of its one list, the rows of its one table, or its blocks. */
function stepwise(tag: TagNode, place: Place): Block[] {
  const at = stepOf(tag, place)
  const blocks = blocksOf(tag.children, place)
  const [only] = blocks
  const items: { from: number | null }[] = blocks.length === 1 && only?.kind === 'list' ? only.items : blocks
  items.forEach((item, i) => {
    const absolute = at !== null && /^\d/.test(at)
    place.clicks.element(absolute ? Number(at) + i : i ? '+1' : at, from => (item.from = from))
  })
  return blocks
}

/** Side by side by the grid of a `style` or of UnoCSS's classes; null for one under the other. */
function columnsOf(tag: TagNode): string | null {
  const written = (name: string): string => tag.attributes.find(a => a.name === name)?.value ?? ''
  const tracks = /grid-template-columns:\s*([^;]+)/.exec(written('style'))?.[1]?.trim()
  if (tracks) return tracks
  const count = /\bgrid-cols-(\d+)\b/.exec(written('class'))?.[1]
  return count ? `repeat(${count}, 1fr)` : null
}

function drawingOf(tag: TagNode, place: Place): Block[] {
  const label = tag.attributes.find(a => a.name === 'aria-label')?.value ?? ''
  if (!label)
    place.report.say(tag.line, '<svg> needs `aria-label="…"`: what the drawing says, for those who do not see it')
  const words = wordsIn(tag, place)
  return [{ kind: 'drawing', line: tag.line, from: null, svg: svgOf(tag), label, words }]
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** A drawing's text, without what only Slidev understands. */
function svgOf(node: MarkupNode): string {
  if (node.kind === 'text') return escaped(node.text)
  const inner = node.children.map(svgOf).join('')
  if (node.kind === 'markdown') return inner
  const attributes = node.attributes
    .filter(a => !/^(?::|@|v-)/.test(a.name))
    .map(a => (a.value === null ? ` ${a.name}` : ` ${a.name}="${escaped(a.value)}"`))
  return `<${node.tag}${attributes.join('')}>${inner}</${node.tag}>`
}

/** Text in a drawing, a piece for each element that holds some; what steps by clicks in it is counted. */
function wordsIn(node: MarkupNode, place: Place): string[] {
  if (node.kind === 'text') return node.text.trim() ? [node.text.trim().replaceAll(/\s+/g, ' ')] : []
  const words = node.children.flatMap(child => wordsIn(child, place))
  if (node.kind === 'tag' && node.tag !== 'svg') {
    const click = clickOf(node, place)
    if (click !== undefined) place.clicks.element(click, () => {})
  }
  return words
}
