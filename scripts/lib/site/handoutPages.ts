// Where the pages of a handout end. Chromium keeps together what it is told to, and where that leaves half a page empty it says nothing;
// here the page is measured first, each turn is set by rule, and the empty rest of a page becomes lines for the reader's own notes.

/** Something that stands on one page, in pixels from the top of the page in one piece. */
export interface Block {
  top: number
  bottom: number
  /** What follows stays on the same page: a heading, the opening of a section. */
  glue: boolean
  /** It begins a page, whatever room is left. */
  opens: boolean
  /** The room left above it is for notes: not in the middle of a strip or of an exercise. */
  jot: boolean
}

/** A new page before a block, and how much room is left on the page that ends there. */
export interface Turn {
  before: number
  room: number
}

/**
 * The turns of the pages, and how many pages there will be.
 * @param height of the text on a page, in pixels
 */
export function turnsOf(blocks: readonly Block[], height: number): { turns: Turn[]; pages: number } {
  const turns: Turn[] = []
  let pages = blocks.length ? 1 : 0
  let start = blocks[0]?.top ?? 0
  for (let i = 0; i < blocks.length;) {
    // What is glued together goes over together, as far as a page can hold it.
    let end = i
    while (blocks[end]!.glue && end + 1 < blocks.length && !blocks[end + 1]!.opens) end++
    if (blocks[end]!.bottom - blocks[i]!.top > height) end = i
    const { top, opens } = blocks[i]!,
      { bottom } = blocks[end]!
    if (i > 0 && (opens || bottom - start > height)) {
      turns.push({ before: i, room: height - (blocks[i - 1]!.bottom - start) })
      start = top
      pages++
    }
    // Higher than a page: it runs on, and what follows stands below its last part.
    for (; bottom - start > height; pages++) start += height
    i = end + 1
  }
  return { turns, pages }
}

/** Runs in the page: finds the blocks of a walkthrough set for paper, and marks each with its number. */
export function measureBlocks(): Block[] {
  const blocks: Block[] = []
  /** @param element that a turn stands before: all that a page is to begin with */
  const add = (element: Element, o: { to?: Element; glue?: boolean; opens?: boolean; jot?: boolean } = {}) => {
    element.setAttribute('data-block', String(blocks.length))
    blocks.push({
      top: element.getBoundingClientRect().top + scrollY,
      bottom: (o.to ?? element).getBoundingClientRect().bottom + scrollY,
      glue: o.glue ?? false,
      opens: o.opens ?? false,
      jot: o.jot ?? false,
    })
  }
  let letter = ''
  for (const leaf of document.querySelectorAll<HTMLElement>('.leaf:not(.leaf-cover)')) {
    const of = (kind: string) => leaf.classList.contains(`leaf-${kind}`)
    // A named page begins where the section's letter changes.
    const opens = blocks.length === 0 || letter !== leaf.dataset.letter
    letter = leaf.dataset.letter ?? ''
    const text = leaf.querySelector(':scope > .leaf-text')
    if (of('quiz')) {
      add(leaf, { to: leaf.querySelector('.as-h1')!, glue: true, opens, jot: true })
      for (const card of leaf.querySelectorAll('.quiz-card')) add(card)
      if (text) add(text)
      continue
    }
    add(leaf, { to: text ?? leaf.querySelector('.leaf-sheet')!, glue: of('section'), opens, jot: true })
    for (const part of leaf.querySelectorAll('.film > :is(.film-head, .filmstrip, .whatif-table):not(.alone)')) {
      if (part.matches('.whatif-table')) {
        add(part)
        continue
      }
      if (part.matches('.film-head')) {
        add(part, { glue: true })
        continue
      }
      let row = Number.NaN
      for (const frame of part.children) {
        const at = frame.getBoundingClientRect(),
          last = blocks.at(-1)!
        if (at.top === row) {
          last.bottom = Math.max(last.bottom, at.bottom + scrollY)
          continue
        }
        row = at.top
        add(frame)
      }
    }
  }
  for (const list of document.querySelectorAll('#read > .tasks, #read > .answers')) {
    add(list, { to: list.querySelector('h2')!, glue: true, opens: true, jot: true })
    for (const task of list.querySelectorAll('.task')) {
      add(task, { to: task.querySelector('.plate')!, glue: true })
      for (const part of task.querySelectorAll(':scope > .plate ~ *')) if (part.getClientRects().length) add(part)
    }
    for (const answer of list.querySelectorAll(':scope > ol > li')) add(answer)
  }
  return blocks
}

/** Runs in the page: turns the pages, and rules what is left of them. @param o.turns last one first, with the number of lines */
export function turnPages(o: { turns: readonly { before: number; lines: number }[] }): void {
  for (const { before, lines } of o.turns) {
    const block = document.querySelector<HTMLElement>(`[data-block="${before}"]`)!,
      strip = block.closest('.filmstrip')
    if (strip) {
      const rest = strip.cloneNode(false) as HTMLElement
      rest.classList.add('turn')
      for (let next: Element | null = block; next;) {
        const moved = next
        next = next.nextElementSibling
        rest.append(moved)
      }
      strip.after(rest)
    } else {
      block.classList.add('turn')
    }
    const above = document.querySelector(`[data-block="${before - 1}"]`)!.closest('.leaf')
    if (!lines || !above) continue
    const jot = Object.assign(document.createElement('div'), {
      className: 'jot',
      innerHTML: `<p>Your notes</p>${'<div></div>'.repeat(lines)}`,
    })
    above.append(jot)
  }
}
