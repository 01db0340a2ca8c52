// Frames that stand in `<noscript>`: what a browser that runs scripts keeps as text becomes figures where they are needed.

/** The frames of a `<noscript>`, parsed where no script runs. */
export function framesIn(block: Element): HTMLElement[] {
  const page = new DOMParser().parseFromString(block.textContent ?? '', 'text/html')
  return [...page.querySelectorAll<HTMLElement>('.stills')]
}

/** Puts all frames into the text: on paper, and where the page's script did not load. */
export function unfoldFrames(): void {
  for (const block of document.querySelectorAll('noscript.frames')) block.replaceWith(...framesIn(block))
}
