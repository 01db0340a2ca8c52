// Cache first, for files of this site only. A new version waits until the reader accepts it (site/offline.js asks).
interface Work extends EventTarget {
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  registration: { scope: string }
}
interface Extendable extends Event {
  waitUntil(p: Promise<unknown>): void
}
interface Fetching extends Extendable {
  request: Request
  respondWith(p: Promise<Response>): void
}
declare const PRECACHE: { version: string; first: string[]; rest: string[]; large: string[] }

const sw = self as unknown as Work
const NAME = `rust-internals-${PRECACHE.version}`
const at = (path: string): string => new URL(path, sw.registration.scope).href
const index = (url: URL): string =>
  url.pathname.endsWith('/') ? `${url.origin}${url.pathname}index.html` : `${url.origin}${url.pathname}`

sw.addEventListener('install', e => {
  ;(e as Extendable).waitUntil(caches.open(NAME).then(c => c.addAll(PRECACHE.first.map(at))))
})
sw.addEventListener('activate', e => {
  ;(e as Extendable).waitUntil(
    (async () => {
      for (const name of await caches.keys())
        if (name.startsWith('rust-internals-') && name !== NAME) await caches.delete(name)
      await sw.clients.claim()
    })(),
  )
})

let filling: Promise<void> | null = null
/** Fetches what is not kept yet. A browser may end a worker at any time: each page asks again, and what is there is left alone. */
async function fill(large: boolean): Promise<void> {
  const cache = await caches.open(NAME)
  // One at a time: a phone on a train should not feel it.
  for (const path of [...PRECACHE.first, ...PRECACHE.rest, ...(large ? PRECACHE.large : [])])
    if (!(await cache.match(at(path)))) await cache.add(at(path)).catch(() => {})
}
sw.addEventListener('message', e => {
  const { data } = e as MessageEvent
  if (data === 'take over') void sw.skipWaiting()
  if (data === 'keep all' || data === 'keep pages')
    (e as Extendable).waitUntil(
      (filling ??= fill(data === 'keep all').finally(() => {
        filling = null
      })),
    )
})
sw.addEventListener('fetch', e => {
  const { request } = e as Fetching,
    url = new URL(request.url)
  if (request.method !== 'GET' || !url.href.startsWith(sw.registration.scope)) return
  ;(e as Fetching).respondWith(
    (async () => {
      const cache = await caches.open(NAME)
      const kept = await cache.match(index(url))
      if (kept) return kept
      const fresh = await fetch(request).catch(() => null)
      if (!fresh)
        return new Response(
          '<!doctype html><html lang="en"><meta charset="utf-8"><title>Not here without a network</title><p>This file has not been kept on this device yet, and there is no network. Go back, and come again when there is one.',
          { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } },
        )
      if (fresh.ok && fresh.status === 200) await cache.put(index(url), fresh.clone()).catch(() => {})
      return fresh
    })(),
  )
})
export {}
