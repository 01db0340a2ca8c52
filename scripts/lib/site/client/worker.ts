// Cache first, for files of this site only. Kept are the home page at once, the rest of the shell with the second page, what the
// reader opens, and the whole course when the reader asks for it. A newer edition fills its own cache while the old one answers,
// and then waits until the reader accepts it (site/offline.js asks). Nothing is kept but what has the digest that the build noted,
// so no host can put something else in a file's place: a login page, the landing page instead of a 404, a part, an old copy.
import type { Asked, KeptState } from './kept.ts'

interface Client {
  id: string
  postMessage(message: unknown): void
}
interface Work extends EventTarget {
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void>; matchAll(o: { includeUncontrolled: boolean }): Promise<Client[]> }
  registration: { scope: string }
}
interface Extendable extends Event {
  waitUntil(p: Promise<unknown>): void
}
interface Fetching extends Extendable {
  request: Request
  respondWith(p: Promise<Response>): void
}
/** Path from the worker's folder, the first 16 hexadecimal digits of the SHA-256 of the file, its size in bytes. */
type Kept = [path: string, digest: string, bytes: number]
/**
 * Files are listed by the folder they belong to, each list a file of its own with a digest: a first visit needs one of them, and all
 * together weigh as much as the page. `totals`: how many files there are, and their bytes.
 */
declare const PRECACHE: {
  version: string
  home: Kept[]
  shell: Kept[]
  lists: Record<string, string>
  totals: Record<'pages' | 'large', { of: number; ofBytes: number }>
}
/** The style of the page that stands in for a missing one. */
declare const STYLE: string

const sw = self as unknown as Work
const { home, shell, totals } = PRECACHE
const at = (path: string): string => new URL(path, sw.registration.scope).href
/** Two courses below one origin share its caches: each edition's name holds the path that it is for. */
const SERIES = `rust-internals-${new URL(sw.registration.scope).pathname}@`
const NAME = SERIES + PRECACHE.version
/** What the worker of the first releases called its caches. It checked nothing of what it kept. */
const UNCHECKED = /^rust-internals-[0-9a-f]{16}$/
type List = Record<'pages' | 'large', Kept[]>
const lists = new Map<string, Promise<List>>()
const known = new Map<string, Kept>([...home, ...shell].map(kept => [at(kept[0]), kept]))

/** Which list a file stands in: that of its deck, or of its folder. Like `listNameOf` of ../worker.ts. */
const listNameOf = (path: string): string => /^(?:assets\/)?([^/]+)\//.exec(path)?.[1] ?? 'other'

/** A list as this edition was built with it, from this device or from the host. Rejects where neither has it. */
async function fetchList(name: string): Promise<List> {
  const cache = await caches.open(NAME),
    place = at(`sw.js?list=${name}`)
  const wanted = PRECACHE.lists[name]
  if (!wanted) return { pages: [], large: [] }
  let body: ArrayBuffer | undefined
  for (const edition of [NAME, ...(await otherEditions())]) {
    const kept = await (await caches.open(edition)).match(place)
    const found = await kept?.arrayBuffer()
    if (!found || (await digestOf(found)) !== wanted) continue
    body = found
    break
  }
  body ??= await (await fetch(at(`site/kept/${name}.json`), { cache: 'no-cache' })).arrayBuffer()
  if ((await digestOf(body)) !== wanted) throw new Error(`the list ${name} is not that of this edition`)
  await cache.put(place, new Response(body))
  const list = JSON.parse(new TextDecoder().decode(body)) as List
  for (const kept of [...list.pages, ...list.large]) known.set(at(kept[0]), kept)
  return list
}
function listOf(name: string): Promise<List> {
  const list = lists.get(name) ?? fetchList(name)
  lists.set(name, list)
  list.catch(() => lists.delete(name))
  return list
}
async function allLists(): Promise<List> {
  const all = await Promise.all(Object.keys(PRECACHE.lists).map(listOf))
  return { pages: all.flatMap(list => list.pages), large: all.flatMap(list => list.large) }
}
/** What this edition knows of a file; undefined for what is none of it, or where its list cannot be had. */
async function keptOf(url: string): Promise<Kept | undefined> {
  const base = at('')
  if (!url.startsWith(base) || known.has(url)) return known.get(url)
  await listOf(listNameOf(url.slice(base.length))).catch(() => {})
  return known.get(url)
}
/** Where an edition notes when a host first sent a file otherwise than it was built. */
const REFUSED = at('sw.js?refused')
/** Where an edition notes what the reader asked it to keep. */
const WISH = at('sw.js?wish')
/** Where an edition notes what there was when it took over. */
const BEFORE = at('sw.js?before')
interface Before {
  /** The pages that were open: they may still ask for files of their edition. */
  readers: string[]
  editions: string[]
}
const isNote = (url: string): boolean => url.startsWith(at('sw.js?'))
const DAY = 86_400_000
/** Files that are fetched at once: a phone on a train should not feel it, and two thousand small files should not take minutes. */
const LANES = 4

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

async function note(url: string, value: unknown): Promise<void> {
  await (await caches.open(NAME)).put(url, new Response(JSON.stringify(value)))
}
async function noted<T>(cache: string, url: string): Promise<T | null> {
  const found = await (await caches.open(cache)).match(url)
  return found ? ((await found.json()) as T) : null
}

interface Wish {
  pages: boolean
  large: boolean
}
const NOTHING: Wish = { pages: false, large: false }
const wish = async (): Promise<Wish> => (await noted<Wish>(NAME, WISH)) ?? NOTHING

/** What the reader asked earlier editions for. Those of the first releases kept the whole course unasked. */
async function earlierWish(others: readonly string[], old: ReadonlySet<string>): Promise<Wish> {
  const all = { ...NOTHING }
  for (const name of others) {
    const { pages, large } = (await noted<Wish>(name, WISH)) ?? {
      pages: true,
      large: [...old].some(url => url.endsWith('.pdf')),
    }
    all.pages ||= pages
    all.large ||= large
  }
  return all
}

/** The editions before this one go when no page is open that was opened with one of them. A newer one that waits stays. */
async function dropOlder(): Promise<void> {
  const before = await noted<Before>(NAME, BEFORE)
  if (!before) return
  const open = await sw.clients.matchAll({ includeUncontrolled: true })
  if (open.some(({ id }) => before.readers.includes(id))) return
  let some = false
  for (const name of before.editions) some = (await caches.delete(name)) || some
  // A worker that ends opens its cache once more, and it is there again, empty.
  if (!some) await (await caches.open(NAME)).delete(BEFORE)
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

/** One after the other: of two at once a browser may let both pass where there is room for one. */
let writing: Promise<unknown> = Promise.resolve()
function put(url: string, response: Response): Promise<void> {
  const done = writing.then(async () => (await caches.open(NAME)).put(url, response))
  writing = done.catch(() => {})
  return done
}

/**
 * Keeps an answer under the address of a file if it is that file. What is kept is a new response made of the body: it
 * has no memory of a redirect, which a navigation would refuse, and none of the host's encoding.
 * @returns whether it is kept now; rejects where the body breaks off or the device has no room
 */
async function keep(url: string, response: Response): Promise<boolean> {
  if (response.status !== 200 || response.type === 'opaque') return false
  const body = await response.arrayBuffer()
  if ((await digestOf(body)) !== (await keptOf(url))?.[1]) return false
  const type = response.headers.get('content-type')
  const clean = new Response(body, { headers: type ? { 'content-type': type } : {} })
  await put(url, clean)
  return true
}
const isFull = (e: unknown): boolean => (e as Error).name === 'QuotaExceededError'

/** Hashed names differ between editions: what stays of a name says which file follows which. */
const stem = (url: string): string => url.replace(/-[\w-]{8}(?=\.\w+$)/, '')

/**
 * Sees to it that a file is kept: it is there, or another edition has the same bytes, or the host sends them.
 * @param fresh whether the browser has probably just fetched it
 * @returns false where the host sends something else; rejects where it sends nothing or reports an error of its own
 */
async function take(path: string, others: readonly string[], fresh = false): Promise<boolean> {
  const url = at(path)
  if (await has(NAME, path)) return true
  for (const name of others) {
    const copy = await (await caches.open(name)).match(url)
    if (!copy) continue
    try {
      if (await keep(url, copy)) return true
    } catch (e) {
      if (isFull(e)) throw e
    }
  }
  // Some hosts know a page by its folder only.
  const addresses = new Set([url, url.replace(/\/index\.html$/, '/')])
  // What the page that is open has just loaded need not come again.
  if (fresh)
    for (const address of addresses)
      if (
        await fetch(address, { cache: 'force-cache' }).then(
          r => keep(url, r),
          () => false,
        )
      )
        return true
  for (const address of addresses) {
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
  const since = await noted<number>(NAME, REFUSED)
  if (since) return Date.now() - since > DAY
  await note(REFUSED, Date.now())
  return false
}

/**
 * The first edition on a device waits for its home page only. A later one has what the reader has of the older one, or asked it
 * for, before it may follow: where the host fails, the install is given up, the old edition goes on, and the next attempt finds
 * what this one has fetched. Where the device has no room for two editions, the rest is fetched when the older one has gone.
 */
async function install(): Promise<void> {
  const others = await otherEditions()
  const old = new Set<string>(),
    asBuilt = new Set<string>()
  for (const name of others)
    for (const { url } of await (await caches.open(name)).keys()) {
      if (isNote(url)) continue
      old.add(url)
      if (!UNCHECKED.test(name)) asBuilt.add(extension(url))
    }
  const before = others.length ? await earlierWish(others, old) : NOTHING
  await note(WISH, before)
  for (const name of others)
    if (await locksOut(name)) {
      // No page runs that could ask the reader, and nothing that is fetched now could be worse than what there is.
      await sw.skipWaiting()
      return
    }
  const had = new Set([...old].map(stem))
  const again = ([path]: Kept): boolean => had.has(stem(at(path)))
  const { pages, large } = old.size ? await allLists() : { pages: [], large: [] }
  const wanted = [
    ...home,
    ...shell.filter(again),
    ...(before.pages ? pages : pages.filter(again)),
    ...(before.large ? large : large.filter(again)),
  ]
  for (const [i, [path]] of wanted.entries())
    try {
      // A host that changes some kind of file on its way never sends it as it was built: then the network has it, and offline it is missing.
      if (!(await take(path, others, !others.length)) && asBuilt.has(extension(path)) && !(await refusedForLong()))
        throw new Error(`${path} is not yet what this edition lists`)
    } catch (e) {
      if (!isFull(e) || i < home.length) throw e
      break
    }
  await (await caches.open(NAME)).delete(REFUSED)
}

sw.addEventListener('install', e => (e as Extendable).waitUntil(install()))
sw.addEventListener('activate', e => {
  ;(e as Extendable).waitUntil(
    (async () => {
      const open = await sw.clients.matchAll({ includeUncontrolled: true })
      await note(BEFORE, { readers: open.map(({ id }) => id), editions: await otherEditions() } satisfies Before)
      await dropOlder()
      await sw.clients.claim()
    })(),
  )
})

// ---------- what the reader asks for ----------
let filling: Promise<void> | null = null
let stopped = false
let trouble: KeptState['trouble'] = null

/** What is kept and what could be, counted anew. */
async function state(): Promise<KeptState> {
  const there = (await (await caches.open(NAME)).keys()).map(({ url }) => url).filter(url => !isNote(url))
  const have = (await Promise.all(there.map(keptOf))).filter((kept): kept is Kept => !!kept)
  const isLarge = ([path]: Kept): boolean => /\.(?:pdf|epub|zip)$/.test(path)
  const count = (some: Kept[]) => ({ files: some.length, bytes: some.reduce((sum, [, , size]) => sum + size, 0) })
  return {
    pages: { ...count(have.filter(kept => !isLarge(kept))), ...totals.pages },
    large: { ...count(have.filter(isLarge)), ...totals.large },
    asked: await wish(),
    filling: !!filling,
    trouble,
  }
}
async function tell(): Promise<void> {
  const now = await state()
  for (const client of await sw.clients.matchAll({ includeUncontrolled: true })) client.postMessage({ kept: now })
}

/** Fetches what the reader asked for and is not there yet. A browser may end a worker at any time: each page asks again. */
async function fill(withShell: boolean): Promise<void> {
  const asked = await wish()
  if (!withShell && !asked.pages && !asked.large) return
  const others = await otherEditions()
  let told = Date.now(),
    refused = 0,
    lost = 0
  const all = asked.pages || asked.large ? await allLists().catch(() => null) : { pages: [], large: [] }
  if (!all) {
    trouble = 'lost'
    return
  }
  const rest = [...home, ...shell, ...(asked.pages ? all.pages : []), ...(asked.large ? all.large : [])].values()
  const lane = async (): Promise<void> => {
    for (const [path] of rest) {
      if (stopped || trouble === 'full') return
      try {
        if (!(await take(path, others))) refused++
      } catch (e) {
        if (isFull(e)) trouble = 'full'
        else lost++
      }
      if (Date.now() - told < 300) continue
      told = Date.now()
      await tell()
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  if (!stopped && trouble !== 'full') trouble = lost ? 'lost' : refused ? 'refused' : null
}
async function fillOnce(withShell: boolean): Promise<void> {
  if (!filling) {
    stopped = false
    trouble = null
    filling = fill(withShell).finally(() => {
      filling = null
    })
  }
  await filling
  await tell()
}

/** What the page that is open has loaded before this worker was there: the browser's own copy serves, where it is of this edition. */
async function keepVisited(visited: readonly string[]): Promise<void> {
  const others = await otherEditions(),
    cache = await caches.open(NAME)
  for (const loaded of new Set(visited)) {
    const address = loaded.replace(/[?#].*$/, ''),
      url = address.replace(/\/$/, '/index.html')
    if ((await cache.match(url)) || !(await keptOf(url))) continue
    const own = await fetch(address, { cache: 'force-cache' })
      .then(response => keep(url, response))
      .catch(() => false)
    if (!own) await take(url.slice(at('').length), others).catch(() => false)
  }
}

async function forget(): Promise<void> {
  stopped = true
  await filling
  trouble = null
  await note(WISH, NOTHING)
  const cache = await caches.open(NAME),
    stays = new Set(home.map(([path]) => at(path)))
  for (const { url } of await cache.keys()) if (!stays.has(url) && !isNote(url)) await cache.delete(url)
}

async function answer(asked: Asked): Promise<void> {
  switch (asked.ask) {
    case 'hello':
      await dropOlder()
      await keepVisited(asked.visited)
      // Who comes back, or goes on to a second page, gets the rest of the shell; and what was asked for and broke off goes on.
      await fillOnce(asked.again)
      await new Promise(resolve => setTimeout(resolve, 1_000))
      await dropOlder()
      return
    case 'keep': {
      const now = await wish()
      await note(WISH, { ...now, pages: true, large: now.large || asked.what === 'large' } satisfies Wish)
      // A filling that is under way read the wish before.
      await filling
      void tell()
      await fillOnce(true)
      return
    }
    case 'stop':
      stopped = true
      await note(WISH, NOTHING)
      await filling
      return tell()
    case 'remove':
      await forget()
      return tell()
    case 'state':
      return tell()
  }
}

sw.addEventListener('message', e => {
  const data = (e as MessageEvent).data as Asked | 'take over' | string
  if (data === 'take over') void sw.skipWaiting()
  if (typeof data === 'object') (e as Extendable).waitUntil(answer(data))
})

/** Below its name an edition stays as it was: its pages are the network's, and this worker keeps none of them. */
const isStanding = (url: URL): boolean => /^\d{4}-\d{2}\//.test(url.href.slice(at('').length))

/** A page of the worker's own, in the colours of the site, with a way on. */
function apology(url: URL): Response {
  const standing = isStanding(url)
  const title = standing ? 'Not on this device' : 'Not on this device yet'
  const why = standing
    ? 'This page belongs to an edition that stays at its own address, which needs a network: only the current edition is kept on a device.'
    : 'This page has not been kept on this device, and it cannot be fetched now. With a network, “Keep the course” on the page of all mechanisms keeps every page.'
  return new Response(
    `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
<main>
<h1>${title}</h1>
<p>${why}</p>
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
  if (!whole || whole.status === 206) return apology(url)
  // Only where somebody asked for another address than the page's can this be redirected, and then a navigation refuses it.
  return whole.redirected ? Response.redirect(whole.url, 302) : whole
}

async function subresource(request: Request, url: URL): Promise<Response> {
  const address = url.origin + url.pathname,
    kept = await (await caches.open(NAME)).match(address.endsWith('/') ? `${address}index.html` : address)
  if (kept) return kept
  const fresh = await fetch(request).catch(() => null)
  if (fresh?.ok) return fresh
  // A page that another tab left open belongs to the edition before.
  for (const name of await otherEditions()) {
    const copy = await (await caches.open(name)).match(address)
    if (copy) return copy
  }
  return fresh ?? Response.error()
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
      if (response.status === 200 && !(await (await caches.open(NAME)).match(file)))
        event.waitUntil(keep(file, response.clone()).catch(() => false))
      return response
    })(),
  )
})
