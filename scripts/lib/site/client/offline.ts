// On every page: registers the worker, tells it what this page has loaded, and says when a newer edition of the course is ready.
import type { Asked } from './kept.ts'

const script = new URL('../sw.js', import.meta.url)

// A host that drops the slash behind a folder would let every relative link begin one folder too high.
if (location.protocol.startsWith('http') && !/(?:\/|\.html)$/.test(location.pathname))
  history.replaceState(history.state, '', `${location.pathname}/${location.search}${location.hash}`)

/** Nothing is laid over a slide: who presents is told on the next page of the site. */
const isDeck = Boolean(document.documentElement.dataset.deck)

function announce(waiting: ServiceWorker): void {
  const note = document.createElement('p')
  note.className = 'update'
  note.setAttribute('role', 'status')
  note.style.cssText =
    'position:fixed;right:16px;bottom:16px;margin:0;padding:10px 14px;background:var(--ri-paper);border:1.25px solid var(--ri-ink);font:16px/24px var(--ri-text);color:var(--ri-ink);z-index:9'
  const button = document.createElement('button')
  button.textContent = 'Show it'
  button.style.cssText =
    'font:inherit;text-decoration:underline;background:none;border:0;color:var(--ri-accent);cursor:pointer;margin-left:8px'
  button.addEventListener('click', () => {
    waiting.postMessage('take over')
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  })
  note.append('A newer edition of the course is here.', button)
  // On paper it would stand on every page.
  const onPaper = document.createElement('style')
  onPaper.textContent = '@media print { .update { display: none } }'
  document.body.append(onPaper, note)
}

async function hello(again: boolean): Promise<void> {
  const { active } = await navigator.serviceWorker.ready
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  active?.postMessage({ ask: 'hello', visited: [location.href, ...loaded], again } satisfies Asked)
}

if ('serviceWorker' in navigator && location.protocol.startsWith('http')) {
  const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
  const again = !!navigator.serviceWorker.controller && !saving
  navigator.serviceWorker
    .register(script)
    .then(registration => {
      const offer = (): void => {
        const { waiting, active } = registration
        // A newer edition waits beside an active one: on a first visit the only worker may be waiting for a moment, and already be
        // this page's controller.
        if (isDeck || !waiting || !active || !navigator.serviceWorker.controller) return
        if (!document.querySelector('.update')) announce(waiting)
      }
      offer()
      // Registering looks for a newer edition itself, which may be on its way in before anybody listens.
      const watch = (): void => registration.installing?.addEventListener('statechange', offer)
      watch()
      registration.addEventListener('updatefound', watch)
      if (document.readyState === 'complete') void hello(again)
      else addEventListener('load', () => void hello(again), { once: true })
    })
    .catch(() => {
      /* without a worker the site still works, with a network */
    })
}
