// The part of the landing page that keeps the course on this device: what is kept, buttons for the pages and for the PDFs, progress, removal.
import type { Asked, KeptState, Share } from './kept.ts'

const size = (bytes: number): string =>
  bytes < 950_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1e6).toFixed(bytes < 9.95e6 ? 1 : 0)} MB`

const isWhole = ({ files, of }: Share): boolean => files === of

/** What is kept, as sentences. Pure. */
export function sentences({ pages, large, asked, filling, trouble }: KeptState, promised: boolean): string[] {
  const out: string[] = []
  const goal = asked.large
    ? { bytes: pages.bytes + large.bytes, ofBytes: pages.ofBytes + large.ofBytes }
    : { bytes: pages.bytes, ofBytes: pages.ofBytes }
  if (filling && (asked.pages || asked.large))
    return [`Keeping the course: ${size(goal.bytes)} of ${size(goal.ofBytes)}.`]
  const all = isWhole(pages) && (!asked.large || isWhole(large))
  if (all)
    out.push(
      `Ready for offline: every page${isWhole(large) ? ' and every PDF' : ''}, ${size(pages.bytes + (isWhole(large) ? large.bytes : 0))}.`,
    )
  else if (trouble === 'full')
    out.push(`This device has no room for more: ${size(goal.bytes)} of ${size(goal.ofBytes)} are kept.`)
  else if (trouble === 'lost')
    out.push(
      `The network failed when ${size(goal.bytes)} of ${size(goal.ofBytes)} were kept. The next page that you open goes on.`,
    )
  else if (trouble === 'refused')
    out.push(`Ready for offline, but for files that this host changes on their way: they need the network.`)
  else out.push(`What you open stays on this device, with this page and the search: ${size(pages.bytes)} so far.`)
  if (asked.pages && !filling)
    out.push(
      promised
        ? 'The browser has promised not to clear it.'
        : 'The browser may clear it when the device runs short of room.',
    )
  return out
}

/** Makes the section live. @param section with what landing.ts puts there */
export function keepButtons(section: HTMLElement): void {
  const part = <E extends HTMLElement>(name: string): E => section.querySelector<E>(`.${name}`)!
  const said = part('kept-said'),
    bar = part<HTMLProgressElement>('kept-bar'),
    stop = part<HTMLButtonElement>('kept-stop'),
    remove = part<HTMLButtonElement>('kept-remove')
  const keeping = { pages: part<HTMLButtonElement>('keep-pages'), large: part<HTMLButtonElement>('keep-large') }
  if (!('serviceWorker' in navigator) || !location.protocol.startsWith('http')) {
    said.textContent = 'In this browser, or at this address, nothing can be kept for reading without a network.'
    return
  }
  const ask = (asked: Asked): Promise<void> =>
    navigator.serviceWorker.ready.then(({ active }) => active?.postMessage(asked))

  let promised = false
  const show = (state: KeptState): void => {
    const busy = state.filling && state.asked.pages
    said.textContent = sentences(state, promised).join(' ')
    bar.hidden = stop.hidden = !busy
    remove.hidden = busy || !state.asked.pages
    const { pages, large, asked } = state
    bar.max = pages.ofBytes + (asked.large ? large.ofBytes : 0)
    bar.value = pages.bytes + (asked.large ? large.bytes : 0)
    keeping.pages.hidden = busy || (asked.pages && isWhole(pages))
    keeping.large.hidden = busy || !large.of || (asked.large && isWhole(large))
    keeping.pages.querySelector('small')!.textContent = size(pages.ofBytes - pages.bytes)
    keeping.large.querySelector('small')!.textContent = size(
      large.ofBytes - large.bytes + (asked.pages ? 0 : pages.ofBytes - pages.bytes),
    )
  }
  navigator.serviceWorker.addEventListener('message', e => {
    const { kept } = e.data as { kept?: KeptState }
    if (kept) show(kept)
  })
  navigator.serviceWorker.startMessages()
  const storage = (navigator as { storage?: StorageManager }).storage
  for (const what of ['pages', 'large'] as const)
    keeping[what].addEventListener('click', () => {
      void ask({ ask: 'keep', what })
      // Firefox asks the reader, who may answer late or never: the course is fetched all the same.
      void Promise.resolve(storage?.persist?.())
        .catch(() => false)
        .then(granted => {
          promised = granted === true
          return ask({ ask: 'state' })
        })
    })
  stop.addEventListener('click', () => void ask({ ask: 'stop' }))
  remove.addEventListener('click', () => void ask({ ask: 'remove' }))
  void Promise.resolve(storage?.persisted?.())
    .catch(() => false)
    .then(granted => {
      promised = granted === true
      return ask({ ask: 'state' })
    })
}
