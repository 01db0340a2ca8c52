// The service worker of the trainer's door: the server is asked first, and what it said last is shown when it does not answer. Streams, posts and live runs are never kept.
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Asked extends Lasting {
  request: Request
  respondWith(answer: Promise<Response>): void
}
const worker = self as unknown as {
  registration: { scope: string }
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(type: 'message', listener: (event: Lasting & { data: unknown }) => void): void
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void
}

const { scope } = worker.registration
const NAME = `room:${new URL(scope).pathname}`
/** Milliseconds after which a server that is there and says nothing is taken for one that is away. */
const PATIENCE = 1500
const HASHED = /-[\w-]{8}\.(js|css|png)$/

worker.addEventListener('install', event => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', event =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith('room:') && name !== NAME) await caches.delete(name)
      await worker.clients.claim()
    })(),
  ),
)

/** Everything that the windows of a deck load. */
async function keep(deck: string): Promise<void> {
  const cache = await caches.open(NAME)
  const needs = (await (await fetch(`${scope}room/needs/${deck}.json`)).json()) as string[]
  const own = [`${deck}/`, 'desk', `room/talk/${deck}.json`]
  for (const path of [...own, ...needs]) {
    const address = scope + path
    if (HASHED.test(path) && (await cache.match(address))) continue
    await cache.add(address).catch(() => {})
  }
}

worker.addEventListener('message', event => {
  const { deck } = (event.data ?? {}) as { deck?: unknown }
  if (typeof deck === 'string' && /^[a-z0-9-]{1,60}$/.test(deck)) event.waitUntil(keep(deck))
})

/** A page is one page whatever its query and its fragment. */
const plain = (url: string): string => url.replace(/[?#].*$/, '')

async function ask(request: Request): Promise<Response> {
  const cache = await caches.open(NAME)
  const address = plain(request.url)
  const kept = await cache.match(address)
  // A name with a digest in it stands for one content.
  if (kept && HASHED.test(address)) return kept
  try {
    const answer = await fetch(request, kept ? { signal: AbortSignal.timeout(PATIENCE) } : {})
    if (answer.ok && answer.type === 'basic') await cache.put(address, answer.clone())
    return answer
  } catch (error) {
    if (kept) return kept
    throw error
  }
}

worker.addEventListener('fetch', event => {
  const { request } = event
  if (request.method !== 'GET' || !request.url.startsWith(scope) || request.url.includes('/room/stream')) return
  event.respondWith(ask(request))
})
