// Cache first, for files of this site only. A new version waits until the reader accepts it (site/offline.js asks).
interface Work extends EventTarget { skipWaiting(): Promise<void>; clients: { claim(): Promise<void> }; registration: { scope: string } }
interface Extendable extends Event { waitUntil(p: Promise<unknown>): void }
interface Fetching extends Extendable { request: Request; respondWith(p: Promise<Response>): void }
declare const PRECACHE: { version: string; first: string[]; rest: string[] }

const sw = self as unknown as Work
const NAME = `rust-internals-${PRECACHE.version}`
const at = (path: string): string => new URL(path, sw.registration.scope).href
const index = (url: URL): string => url.pathname.endsWith('/') ? `${url.origin}${url.pathname}index.html` : `${url.origin}${url.pathname}`

sw.addEventListener('install', (e) => {
  (e as Extendable).waitUntil(caches.open(NAME).then(c => c.addAll(PRECACHE.first.map(at))))
})
sw.addEventListener('activate', (e) => {
  (e as Extendable).waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('rust-internals-') && name !== NAME) await caches.delete(name)
    await sw.clients.claim()
    const cache = await caches.open(NAME)
    // One at a time: a phone on a train should not feel it.
    for (const path of PRECACHE.rest) if (!await cache.match(at(path))) await cache.add(at(path)).catch(() => {})
  })())
})
sw.addEventListener('message', (e) => { if ((e as MessageEvent).data === 'take over') void sw.skipWaiting() })
sw.addEventListener('fetch', (e) => {
  const { request } = e as Fetching, url = new URL(request.url)
  if (request.method !== 'GET' || !url.href.startsWith(sw.registration.scope)) return
  ;(e as Fetching).respondWith((async () => {
    const cache = await caches.open(NAME)
    const kept = await cache.match(index(url))
    if (kept) return kept
    const fresh = await fetch(request)
    if (fresh.ok && fresh.status === 200) await cache.put(index(url), fresh.clone()).catch(() => {})
    return fresh
  })())
})
export {}
