// The contents of an article: sections with their claims. What a heading says must not answer a prediction, so questions stand as they are asked. Pure.
import type { DeckContent, Slide } from '../../content/blocks.ts'
import { titleHtml } from './inline.ts'
import type { Pen } from './pen.ts'

interface Entry {
  id: string
  html: string
}
export interface Group extends Entry {
  letter: string
  items: Entry[]
}

/** Layouts that begin a group of their own in the contents. */
const ALONE = new Set(['exercises', 'quiz', 'summary', 'references'])

export function groupsOf(deck: DeckContent, pen: Pen): Group[] {
  const out: Group[] = []
  const entry = (slide: Slide): Entry => ({ id: pen.anchor(slide.no), html: titleHtml(slide.title) })
  for (const slide of deck.slides) {
    if (slide.layout === 'cover' || slide.layout === 'promise') continue
    const section = deck.sections.find(s => s.no === slide.no)
    if (section) out.push({ ...entry(slide), letter: section.letter, items: [] })
    else if (ALONE.has(slide.layout) || !out.length) out.push({ ...entry(slide), letter: '', items: [] })
    else if (out.at(-1)!.letter || !ALONE.has(slide.layout)) out.at(-1)!.items.push(entry(slide))
  }
  return out
}

export function contentsHtml(groups: readonly Group[]): string {
  const item = ({ id, html }: Entry): string => `<li><a href="#${id}"><b></b><span>${html}</span></a></li>`
  const group = ({ id, html, letter, items }: Group): string =>
    `<li class="group"><a href="#${id}"><b>${letter}</b><span>${html}</span></a>${items.length ? `<ol>${items.map(item).join('')}</ol>` : ''}</li>`
  return `<nav class="toc" id="contents" aria-label="Contents" data-unsearched><p class="toc-head">Contents</p><ol>${groups.map(group).join('')}</ol></nav>`
}
