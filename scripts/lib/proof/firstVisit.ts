// What a first visit costs: bytes as a host with gzip and ten minutes of HTTP cache sends them, the worker's own requests included, until nothing comes any more.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-chromium'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.pdf': 'application/pdf',
  '.webmanifest': 'application/manifest+json',
}
const COMPRESSED = /\.(?:html|js|css|json|svg|rs|txt|webmanifest)$/

export interface Sent {
  /** Below the site's address. */
  path: string
  /** Of the body, as it went over the wire. */
  bytes: number
}
export interface CountingHost {
  /** With a slash at the end. */
  url: string
  sent: Sent[]
  close(): Promise<void>
}

/** Serves `dist` on loopback as GitHub Pages does, and notes what it sends. */
export async function countingHost(dist: string): Promise<CountingHost> {
  const sent: Sent[] = [],
    bodies = new Map<string, Buffer>()
  const body = (path: string): Buffer => {
    const known = bodies.get(path)
    if (known) return known
    const text = readFileSync(join(dist, path))
    const made = COMPRESSED.test(path) ? gzipSync(text, { level: 6 }) : text
    bodies.set(path, made)
    return made
  }
  const server = createServer((req, res) => {
    const asked = decodeURIComponent(new URL(req.url ?? '/', 'http://127.0.0.1').pathname)
    const path = normalize(asked.endsWith('/') ? `${asked}index.html` : asked).replace(/^\//, '')
    try {
      const bytes = body(path)
      sent.push({ path, bytes: bytes.length })
      res
        .writeHead(200, {
          'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
          'cache-control': 'max-age=600',
          ...(COMPRESSED.test(path) ? { 'content-encoding': 'gzip' } : {}),
          'content-length': bytes.length,
        })
        .end(bytes)
    } catch {
      res.writeHead(404).end()
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    sent,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** How long nothing may come before a visit counts as over, in milliseconds. */
const QUIET = 4_000

/** Opens a page as a reader who has not been here, without touching it. @returns all that was sent, the largest first */
export async function firstVisit(browser: Browser, host: CountingHost, path: string): Promise<Sent[]> {
  const context = await browser.newContext({ serviceWorkers: 'allow', viewport: { width: 412, height: 823 } })
  try {
    host.sent.length = 0
    const page = await context.newPage()
    await page.goto(host.url + path)
    for (let count = -1; count < host.sent.length;) {
      count = host.sent.length
      await page.waitForTimeout(QUIET)
    }
    return host.sent.toSorted((a, b) => b.bytes - a.bytes)
  } finally {
    await context.close()
  }
}
