// Cache first, for files of this site only. A new edition fills its own cache while the old one answers, and then waits
// until the reader accepts it (site/offline.js asks). Nothing is kept but what has the digest that the build noted, so no
// host can put something else in a file's place: a login page, the landing page instead of a 404, a part, an old copy.
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
/** Path from the worker's folder, and the first 16 hexadecimal digits of the SHA-256 of the file. */
type Kept = [path: string, digest: string]
declare const PRECACHE: { version: string; first: Kept[]; rest: Kept[]; large: Kept[] }
/** The style of the page that stands in for a missing one. */
declare const STYLE: string

const sw = self as unknown as Work
const { first, rest, large } = PRECACHE
const at = (path: string): string => new URL(path, sw.registration.scope).href
/** Two courses below one origin share its caches: each edition's name holds the path that it is for. */
const SERIES = `rust-internals-${new URL(sw.registration.scope).pathname}@`
const NAME = SERIES + PRECACHE.version
/** What the worker of the first releases called its caches. It checked nothing of what it kept. */
const UNCHECKED = /^rust-internals-[0-9a-f]{16}$/
const digests = new Map([...first, ...rest, ...large].map(([path, digest]) => [at(path), digest]))
/** Where an edition notes when a host first sent a file otherwise than it was built. */
const REFUSED = at('sw.js?refused')
const DAY = 86_400_000

/** The other editions that this device has of this course, whole or begun. */
async function otherEditions(): Promise<string[]> {
  const names = await caches.keys(),
    others: string[] = []
  for (const name of names)
    if (name !== NAME && (name.startsWith(SERIES) || (UNCHECKED.test(name) && (await has(name, 'index.html')))))
      others.push(name)
  return others
}
const has = async (cache: string, path: string): Promise<boolean> =>
  !!(await (await caches.open(cache)).match(at(path)))

async function dropOthers(): Promise<void> {
  for (const name of await otherEditions()) await caches.delete(name)
}

/** Whether an edition holds an answer that no browser takes for a navigation: every page of the site is dead with it. */
async function locksOut(name: string): Promise<boolean> {
  const cache = await caches.open(name)
  for (const request of await cache.keys()) {
    const kept = await cache.match(request)
    if (kept && (kept.redirected || kept.status === 206 || kept.type === 'opaque' || kept.type === 'error')) return true
  }
  return false
}

async function digestOf(body: ArrayBuffer): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', body), 0, 8)
  return Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('')
}

/**
 * Keeps an answer under the address of a file if it is that file. What is kept is a new response made of the body: it
 * has no memory of a redirect, which a navigation would refuse, and none of the host's encoding.
 * @returns whether it is kept now; rejects where the body breaks off
 */
async function keep(url: string, response: Response): Promise<boolean> {
  if (response.status !== 200 || response.type === 'opaque') return false
  const body = await response.arrayBuffer()
  if ((await digestOf(body)) !== digests.get(url)) return false
  const type = response.headers.get('content-type')
  const clean = new Response(body, { headers: type ? { 'content-type': type } : {} })
  await (await caches.open(NAME)).put(url, clean)
  return true
}

/**
 * Sees to it that a file is kept: it is there, or another edition has the same bytes, or the host sends them.
 * @returns false where the host sends something else; rejects where it sends nothing or reports an error of its own
 */
async function take(path: string, others: readonly string[]): Promise<boolean> {
  const url = at(path)
  if (await has(NAME, path)) return true
  for (const name of others) {
    const copy = await (await caches.open(name)).match(url)
    if (copy && (await keep(url, copy).catch(() => false))) return true
  }
  // Some hosts know a page by its folder only.
  for (const address of new Set([url, url.replace(/\/index\.html$/, '/')])) {
    // Past the HTTP cache: a page that may be ten minutes old belongs to the edition before.
    const response = await fetch(address, { cache: 'reload' })
    if (response.status >= 500 || response.status === 429) throw new Error(`${address}: ${response.status}`)
    if (await keep(url, response)) return true
  }
  return false
}

const extension = (path: string): string => path.replace(/^.*\./, '')

/** Whether the host has sent other bytes than the build's for a day: then that is its way, and waiting does not help. */
async function refusedForLong(): Promise<boolean> {
  const cache = await caches.open(NAME),
    since = await cache.match(REFUSED)
  if (since) return Date.now() - Number(await since.text()) > DAY
  await cache.put(REFUSED, new Response(String(Date.now())))
  return false
}

/**
 * The first edition on a device waits for its shell only. A later one is complete before it may follow: where the host
 * fails, the install is given up, the old edition goes on, and the next attempt finds what this one has fetched.
 */
async function install(): Promise<void> {
  const others = await otherEditions()
  for (const name of others)
    if (await locksOut(name)) {
      // No page runs that could ask the reader, and nothing that is fetched now could be worse than what there is.
      await sw.skipWaiting()
      return
    }
  const old = new Set<string>(),
    asBuilt = new Set<string>()
  for (const name of others)
    for (const { url } of await (await caches.open(name)).keys()) {
      old.add(url)
      if (!UNCHECKED.test(name)) asBuilt.add(extension(url))
    }
  const wanted = others.length ? [...first, ...rest, ...large.filter(([path]) => old.has(at(path)))] : first
  for (const [path] of wanted)
    // A host that changes some kind of file on its way never sends it as it was built: then the network has it, and offline it is missing.
    if (!(await take(path, others)) && asBuilt.has(extension(path)) && !(await refusedForLong()))
      throw new Error(`${path} is not yet what this edition lists`)
  await (await caches.open(NAME)).delete(REFUSED)
}

sw.addEventListener('install', e => (e as Extendable).waitUntil(install()))
sw.addEventListener('activate', e => {
  ;(e as Extendable).waitUntil(
    (async () => {
      await dropOthers()
      await sw.clients.claim()
    })(),
  )
})

let filling: Promise<void> | null = null
/** Fetches what is not kept yet. A browser may end a worker at any time: each page asks again, and what is there is left alone. */
async function fill(withLarge: boolean): Promise<void> {
  const others = await otherEditions()
  // One at a time: a phone on a train should not feel it.
  for (const [path] of [...first, ...rest, ...(withLarge ? large : [])]) await take(path, others).catch(() => false)
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

/** A page of the worker's own, in the colours of the site, with a way on. */
function apology(): Response {
  const title = 'Not on this device yet'
  return new Response(
    `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
<main>
<h1>${title}</h1>
<p>This page has not been kept on this device, and it cannot be fetched now.</p>
<ul>
<li><a href="">Try again</a></li>
<li><a href="${at('index.html')}">All mechanisms</a></li>
</ul>
</main>
</html>
`,
    { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } },
  )
}

async function navigate(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(NAME),
    path = url.origin + url.pathname
  const kept = await cache.match(path.endsWith('/') ? `${path}index.html` : path)
  if (kept) return kept
  // The links of a page are relative to its folder: without the slash they would lead elsewhere.
  if (await cache.match(`${path}/index.html`)) return Response.redirect(`${path}/${url.search}`, 302)
  const fresh = await fetch(request).catch(() => null)
  const whole = fresh?.status === 206 ? await fetch(url, { cache: 'reload' }).catch(() => null) : fresh
  if (!whole || whole.status === 206) return apology()
  // Only where somebody asked for another address than the page's can this be redirected, and then a navigation refuses it.
  return whole.redirected ? Response.redirect(whole.url, 302) : whole
}

async function subresource(request: Request, url: URL): Promise<Response> {
  const address = url.origin + url.pathname,
    kept = await (await caches.open(NAME)).match(address.endsWith('/') ? `${address}index.html` : address)
  if (kept) return kept
  return fetch(request)
}

sw.addEventListener('fetch', e => {
  const event = e as Fetching,
    { request } = event,
    url = new URL(request.url)
  if (request.method !== 'GET' || !url.href.startsWith(sw.registration.scope)) return
  event.respondWith(
    (async () => {
      const response = await (request.mode === 'navigate' ? navigate(request, url) : subresource(request, url))
      const file = url.origin + url.pathname.replace(/\/$/, '/index.html')
      if (response.status === 200 && digests.has(file) && !(await (await caches.open(NAME)).match(file)))
        event.waitUntil(keep(file, response.clone()).catch(() => false))
      return response
    })(),
  )
})
export {}
