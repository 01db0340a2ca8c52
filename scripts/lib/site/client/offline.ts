// Registers the service worker and says when a newer edition of the course is ready.
const script = new URL('../sw.js', import.meta.url)
if ('serviceWorker' in navigator && location.protocol.startsWith('http'))
  navigator.serviceWorker
    .register(script)
    .then(registration => {
      const offer = (): void => {
        const waiting = registration.waiting
        // Nothing is laid over a slide: who presents is told on the next page of the site. A newer edition waits beside an
        // active one: on a first visit the only worker may be waiting for a moment, and already be this page's controller.
        if (
          document.documentElement.dataset.deck ||
          !waiting ||
          !registration.active ||
          !navigator.serviceWorker.controller ||
          document.querySelector('.update')
        )
          return
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
        document.body.append(note)
      }
      offer()
      // What the first visit has not yet brought is fetched behind this page; the PDFs only where the reader does not save data.
      const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
      void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage(saving ? 'keep pages' : 'keep all'))
      // Registering looks for a newer edition itself, which may be on its way in before anybody listens.
      const watch = (): void => registration.installing?.addEventListener('statechange', offer)
      watch()
      registration.addEventListener('updatefound', watch)
    })
    .catch(() => {
      /* without a worker the site still works, with a network */
    })
export {}
