// What stands in `<noscript>`, the frames of films and what is folded: a browser that runs scripts keeps it as text, and it becomes part of the page where it is needed.

/** The frames of a `<noscript>`, parsed where no script runs. */
export const framesIn = (block: Element): HTMLElement[] => [...parsed(block).querySelectorAll<HTMLElement>('.stills')]

const parsed = (block: Element): HTMLElement =>
  new DOMParser().parseFromString(block.textContent ?? '', 'text/html').body

/** Puts what a fold holds into the page; `null` when it is there already. */
export function unfold(fold: Element): Element | null {
  const block = fold.querySelector(':scope > noscript.folded')
  block?.replaceWith(...parsed(block).childNodes)
  return block && fold
}

/** Puts everything into the text: on paper, and where the page's script did not load. */
export function unfoldAll(): void {
  for (const block of document.querySelectorAll('noscript.frames')) block.replaceWith(...framesIn(block))
  for (const fold of document.querySelectorAll(':has(> noscript.folded)')) unfold(fold)
}
