// Markdown with tags in it, as one tree whose nodes know their lines.
//
// Two parsers do the work: markdown-it with the plugin that Slidev uses for component tags, so that slides and model agree on what is Markdown;
// and Vue's template parser for the tags. Markdown's own nodes are handed to the latter as `<md-n i="…">`, so that it sees the nesting as Vue will.
import { componentPlugin } from '@mdit-vue/plugin-component'
import { type ElementNode, NodeTypes, parse as parseTemplate, type TemplateChildNode } from '@vue/compiler-dom'
import MarkdownIt, { type Token } from 'markdown-it'
import type { Reporter } from './reporter.ts'

export interface MarkupAttribute {
  /** `rec`, `:width`, `v-click`: as it was written. */
  name: string
  value: string | null
  line: number
}
export type MarkupNode =
  | { kind: 'text'; text: string; line: number }
  /** Of Markdown: `tag` is HTML's name for it (`p`, `ul`, `code`, `a` …). */
  | { kind: 'markdown'; tag: string; token: Token; children: MarkupNode[]; line: number }
  /** Written by the author. */
  | { kind: 'tag'; tag: string; attributes: MarkupAttribute[]; children: MarkupNode[]; line: number }

const markdown = new MarkdownIt({ html: true, linkify: true }).use(componentPlugin)
// Only what is written as an address is one: `std.rs` is a file's name.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
// The model keeps addresses as they were written: `rustc:…` is no address that a browser may be asked to follow.
markdown.validateLink = () => true
markdown.normalizeLink = url => url

/** The text that Vue's parser gets, with the line that each of its pieces comes from. */
class Mixture {
  text = ''
  private readonly pieces: { at: number; line: number; verbatim: boolean }[] = []
  readonly leaves: { kind: 'leaf' | 'text'; token: Token; line: number; text: string }[] = []

  add(text: string, line: number, verbatim = false): void {
    this.pieces.push({ at: this.text.length, line, verbatim })
    this.text += text
  }
  leaf(token: Token, line: number, text = '', kind: 'leaf' | 'text' = 'leaf'): string {
    this.leaves.push({ kind, token, line, text })
    return `i="${this.leaves.length - 1}"`
  }
  lineAt(offset: number): number {
    let low = 0
    let high = this.pieces.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.pieces[middle]!.at <= offset) low = middle
      else high = middle - 1
    }
    const piece = this.pieces[low]
    if (!piece) return 1
    return piece.line + (piece.verbatim ? newlines(this.text.slice(piece.at, offset)) : 0)
  }
}

const newlines = (text: string): number => text.split('\n').length - 1

/** Pours one inline token's children into the mixture; each is looked for in the source, so that its line is known. */
function addInline(inline: Token, firstLine: number, mixture: Mixture): void {
  const source = inline.content
  const flat = source.replaceAll('\n', ' ')
  let cursor = 0
  const lineOf = (text: string): number => {
    const found = text === '' ? -1 : flat.indexOf(text.replaceAll('\n', ' '), cursor)
    if (found >= 0) cursor = found + text.length
    return firstLine + newlines(source.slice(0, found >= 0 ? found : cursor))
  }
  for (const token of inline.children ?? []) {
    if (token.type === 'html_inline') mixture.add(token.content, lineOf(token.content), true)
    else if (token.type === 'text' || token.type === 'text_special') {
      const line = lineOf(token.content)
      mixture.add(`<md-t ${mixture.leaf(token, line, token.content, 'text')}></md-t>`, line)
    } else if (token.type === 'softbreak') {
      const line = lineOf('\n')
      mixture.add(`<md-t ${mixture.leaf(token, line, ' ', 'text')}></md-t>`, line)
    } else if (token.nesting > 0) {
      const line = lineOf(token.markup)
      mixture.add(`<md-n ${mixture.leaf(token, line)}>`, line)
    } else if (token.nesting < 0) mixture.add('</md-n>', lineOf(''))
    else {
      const line = lineOf(token.content || token.markup)
      mixture.add(`<md-n ${mixture.leaf(token, line)}></md-n>`, line)
    }
  }
}

function mix(tokens: readonly Token[], firstLine: number): Mixture {
  const mixture = new Mixture()
  let line = firstLine
  for (const token of tokens) {
    if (token.map) line = firstLine + token.map[0]
    if (token.type === 'html_block' || token.type === 'html_inline') mixture.add(token.content, line, true)
    else if (token.type === 'inline') addInline(token, line, mixture)
    else if (token.nesting > 0) mixture.add(`<md-n ${mixture.leaf(token, line)}>`, line)
    else if (token.nesting < 0) mixture.add('</md-n>', line)
    else mixture.add(`<md-n ${mixture.leaf(token, line)}></md-n>`, line)
  }
  return mixture
}

/** What Vue's parser says, in an author's words. */
function templateFault(code: number, message: string, source: string): string {
  const tag = /^<\/?([\w-]+)/.exec(source)?.[1] ?? ''
  const shown = tag.startsWith('md-') ? 'the Markdown around it' : `\`<${tag}>\``
  if (/missing end tag/i.test(message))
    return `${shown} is never closed: write \`</${tag}>\`, or set angle brackets in backticks where they are text`
  if (/Invalid end tag/i.test(message))
    return `${source.split('\n')[0]} closes nothing that is open: take it out, or open it before`
  if (/Interpolation end sign/i.test(message)) return 'braces `{{` are text only in backticks: write `` `{{ x }}` ``'
  return `this tag cannot be read: ${message.replace(/\.$/, '')} (${code})`
}

/**
 * Parses Markdown with tags. Faults of the tags are reported; what could be read is returned.
 * @param firstLine the line of the file on which `text` begins
 */
export function parseMarkup(text: string, firstLine: number, report: Reporter): MarkupNode[] {
  const mixture = mix(markdown.parse(text, {}), firstLine)
  const root = parseTemplate(mixture.text, {
    comments: false,
    whitespace: 'preserve',
    onError: error => {
      const at = error.loc?.start.offset ?? 0
      report.say(mixture.lineAt(at), templateFault(Number(error.code), error.message, mixture.text.slice(at, at + 60)))
    },
  })
  return root.children.flatMap(child => nodeOf(child, mixture, report))
}

/** Parses a sentence: Markdown of one line. Text in angle brackets has been escaped (brackets.ts). */
export function parseSentence(text: string, line: number, report: Reporter): MarkupNode[] {
  const [inline] = markdown.parseInline(text, {})
  const mixture = new Mixture()
  if (inline) addInline(inline, line, mixture)
  const root = parseTemplate(mixture.text, {
    whitespace: 'preserve',
    onError: e => report.say(line, templateFault(Number(e.code), e.message, text)),
  })
  return root.children.flatMap(child => nodeOf(child, mixture, report))
}

function nodeOf(node: TemplateChildNode, mixture: Mixture, report: Reporter): MarkupNode[] {
  const line = mixture.lineAt(node.loc.start.offset)
  if (node.type === NodeTypes.TEXT) return node.content === '' ? [] : [{ kind: 'text', text: node.content, line }]
  if (node.type === NodeTypes.INTERPOLATION) {
    report.say(line, `\`${node.loc.source}\` would be evaluated, not shown: set braces in backticks`)
    return []
  }
  if (node.type !== NodeTypes.ELEMENT) return []
  const children = (): MarkupNode[] => node.children.flatMap(child => nodeOf(child, mixture, report))
  const leaf = node.tag === 'md-n' || node.tag === 'md-t' ? leafOf(node, mixture) : null
  if (leaf) {
    if (leaf.kind === 'text') return [{ kind: 'text', text: leaf.text, line: leaf.line }]
    return [{ kind: 'markdown', tag: leaf.token.tag, token: leaf.token, children: children(), line: leaf.line }]
  }
  return [
    {
      kind: 'tag',
      tag: node.tag,
      attributes: attributesOf(node, mixture),
      children: children(),
      line,
    },
  ]
}

function leafOf(node: ElementNode, mixture: Mixture): Mixture['leaves'][number] | null {
  for (const p of node.props)
    if (p.type === NodeTypes.ATTRIBUTE && p.name === 'i') return mixture.leaves[Number(p.value?.content)] ?? null
  return null
}

function attributesOf(node: ElementNode, mixture: Mixture): MarkupAttribute[] {
  return node.props.map(p => {
    const line = mixture.lineAt(p.loc.start.offset)
    if (p.type === NodeTypes.ATTRIBUTE) return { name: p.name, value: p.value?.content ?? null, line }
    // An expression's own text is kept: it is a literal, or it is refused.
    const value = p.exp ? p.exp.loc.source : null
    return { name: p.rawName ?? `v-${p.name}`, value, line }
  })
}
