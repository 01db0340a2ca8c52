// Blocks of prose as HTML, for the notes of the presenter, the article and what only readers get. Text is escaped here and nowhere else. Pure.
import type { Block, Inline, NotePart } from '../content/blocks.ts'
import { isAddress } from '../sources/address.ts'
import { historyWords } from '../recording/historyWords.ts'
import type { Run } from '../recording/schema.ts'
import { escape } from './head.ts'

/** Addresses that a browser can follow, and those that scripts/lib/slides/courseLinks.ts replaces by such. */
const followed = (address: string): boolean =>
  isAddress(address) || /^(?:https?:|mailto:|#|\/|\.{1,2}\/|\d+$)/.test(address)

export function inlineHtml(inlines: readonly Inline[]): string {
  return inlines.map(oneInline).join('')
}

function oneInline(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return escape(inline.text)
    case 'code':
      return `<code>${escape(inline.text)}</code>`
    case 'fact':
      return `<code>${escape(inline.value)}</code>`
    case 'break':
      return '<br>'
    case 'emphasis':
      return `<em>${inlineHtml(inline.children)}</em>`
    case 'strong':
      return `<strong>${inlineHtml(inline.children)}</strong>`
    case 'struck':
      return `<s>${inlineHtml(inline.children)}</s>`
    case 'step':
      return inlineHtml(inline.children)
    case 'link': {
      const inner = inlineHtml(inline.children)
      return followed(inline.address) ? `<a href="${escape(inline.address)}">${inner}</a>` : inner
    }
  }
}

/** @param opening HTML that stands before the first words of a block of text */
export function blockHtml(block: Block, opening = ''): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${opening}${inlineHtml(block.content)}</p>`
    case 'heading':
      return `<h4>${opening}${inlineHtml(block.content)}</h4>`
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      const items = block.items.map(({ blocks }) => {
        const [only] = blocks
        return `<li>${blocks.length === 1 && only?.kind === 'paragraph' ? inlineHtml(only.content) : blocksHtml(blocks)}</li>`
      })
      return `${opening}<${tag}>${items.join('')}</${tag}>`
    }
    case 'quote':
      return `${opening}<blockquote>${blocksHtml(block.blocks)}</blockquote>`
    case 'table':
      return opening + tableHtml(block)
    case 'fence':
      return `${opening}<pre tabindex="0"><code>${escape(block.text)}</code></pre>`
    case 'group':
      return opening + blocksHtml(block.blocks)
    case 'drawing':
      return opening + block.svg
    case 'quiz':
      return ''
    default:
      return opening + evidenceHtml(block)
  }
}
const blocksHtml = (blocks: readonly Block[]): string => blocks.map(block => blockHtml(block)).join('\n')

function tableHtml(table: Extract<Block, { kind: 'table' }>): string {
  const row = (cells: (typeof table)['head'], tag: 'th' | 'td'): string =>
    `<tr>${cells.map(({ content, align }) => `<${tag}${align ? ` style="text-align:${align}"` : ''}>${inlineHtml(content)}</${tag}>`).join('')}</tr>`
  return `<table><thead>${row(table.head, 'th')}</thead><tbody>${table.rows.map(cells => row(cells, 'td')).join('')}</tbody></table>`
}

type Evidence = Extract<Block, { kind: 'plate' | 'message' | 'output' | 'figure' | 'history' | 'whatif' }>

const pre = (text: string): string => `<pre tabindex="0"><code>${escape(text)}</code></pre>`

/** What was recorded, in words; a figure by the captions of its frames. */
function evidenceHtml(block: Evidence): string {
  switch (block.kind) {
    case 'plate':
      return pre(block.lines.map(line => line.text).join('\n'))
    case 'message':
      return pre(block.runs[0]?.diagnostics[block.index]?.rendered.trim() ?? '')
    case 'output':
      return block.texts.map(({ text }) => pre(text)).join('\n')
    case 'figure':
      return `<ol>${block.trace.frames.map((frame, i) => `<li>${rich(block.model.describe(block.trace.frames[i - 1] ?? null, frame))}</li>`).join('')}</ol>`
    case 'history':
      return `<p class="ri-history"><code>${escape(block.recording.snippet)}</code>, ${escape(historyWords(block))}.</p>`
    case 'whatif':
      return `<p>${escape(block.question)}</p>${block.programs.map(program => pre(program.lines.map(line => line.text).join('\n')) + verdictsHtml([program])).join('\n')}`
  }
}
/** Backticks of a caption set code. */
const rich = (caption: string): string =>
  caption
    .split('`')
    .map((piece, i) => (i % 2 ? `<code>${escape(piece)}</code>` : escape(piece)))
    .join('')

function verdictsHtml(rows: readonly { label: string; runs: readonly Run[] }[]): string {
  return `<ul>${rows.map(({ label, runs }) => `<li>${escape(label)}: ${runs.map(run => `${run.edition} ${escape(run.verdict.label)}`).join(', ')}</li>`).join('')}</ul>`
}

// ---------- notes ----------

/** Slidev's marks for the steps after `last`, which its presenter's view follows. */
const clickMarks = (last: number, click: number): string =>
  Array.from(
    { length: Math.max(0, click - last) },
    (_, i) => `<span class="slidev-note-click-mark" data-clicks="${last + i + 1}"></span> `,
  ).join('')

const cueHtml = (name: string, mark: string, content: readonly Inline[]): string =>
  `<p class="ri-cue ri-cue-${name.toLowerCase()}">${mark}<b>${name}</b> ${inlineHtml(content)}</p>`

/** Notes as the presenter and the article show them: without what only readers get. */
export function notesHtml(parts: readonly NotePart[]): string {
  const out: string[] = []
  let last = 0
  for (const part of parts) {
    // A step that opens with what readers get is marked at the words after it.
    if (part.kind === 'read') continue
    const mark = clickMarks(last, part.click)
    last = Math.max(last, part.click)
    if (part.kind === 'said') out.push(blockHtml(part.block, mark))
    else if (part.kind === 'ask') {
      out.push(cueHtml('Ask', mark, part.question))
      if (part.answer) out.push(cueHtml('Answer', '', part.answer))
    } else
      out.push(
        cueHtml(
          part.kind.replace(/^./, letter => letter.toUpperCase()),
          mark,
          part.content,
        ),
      )
  }
  return out.join('\n')
}
