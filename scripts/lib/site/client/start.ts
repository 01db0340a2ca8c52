// Starts a deck once its first slide, which stands in the page, is drawn: the client takes a phone a second of work, and a reader need not wait for it.
const entry = document.querySelector<HTMLLinkElement>('link[data-entry]')!

/** The second frame begins when the first one is on the screen. A page in the background gets none. */
function drawn(): Promise<void> {
  return new Promise(resolve => {
    if (document.hidden) return resolve()
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
    setTimeout(resolve, 500)
  })
}

await drawn()
await import(entry.href)
export {}
