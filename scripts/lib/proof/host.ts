// A static host with the habits of real ones, for the proof that the course can be read from them, online and offline.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize, sep } from 'node:path'
import type { Server } from '../serve.ts'

export interface Habits {
  port?: number
  /** The path under which the folder appears; `/` when absent. */
  base?: string
  /** `x/index.html` is sent on to its folder, as by Cloudflare Pages, Netlify's pretty addresses and `npx serve`. */
  redirectsIndex?: boolean
  /** What becomes of the slash behind a folder: `add` as by GitHub Pages, `drop` as by `npx serve`; absent: both are answered. */
  slash?: 'add' | 'drop'
  /** Seconds for which everything may be taken from the HTTP cache; GitHub Pages says 600. */
  maxAge?: number
  /** What does not exist is the landing page with status 200, as hosts of single-page applications answer. */
  landingForMissing?: boolean
  /** The body of each HTML page as it is sent: hosts put counters into pages. */
  changesPage?: (html: string) => string
  /** A fault for a path below the base: `cut` ends the body in the middle, `part` answers 206, `close` answers nothing, a number is a status. */
  fault?: (path: string) => 'cut' | 'part' | 'close' | number | null
}

export interface Host extends Server {
  /** The paths below the base that were asked for, in order. */
  asked: string[]
  /** May be changed while it runs. */
  habits: Habits
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.pdf': 'application/pdf',
  '.wasm': 'application/wasm',
}

/** Where this host sends a request on to; null where it answers it. */
function redirectOf(dir: string, path: string, { redirectsIndex, slash }: Habits): string | null {
  const folder = path.replace(/\/?$/, '')
  const isFolder = folder !== '' && existsSync(join(dir, folder)) && statSync(join(dir, folder)).isDirectory()
  if (redirectsIndex && /(^|\/)index\.html$/.test(path)) {
    const clean = path.replace(/index\.html$/, '')
    return slash === 'drop' ? clean.replace(/\/$/, '') : clean
  }
  if (isFolder && slash === 'add' && !path.endsWith('/')) return `${path}/`
  if (isFolder && slash === 'drop' && path.endsWith('/')) return folder
  return null
}

function fileOf(dir: string, path: string): string | null {
  const file = normalize(join(dir, path))
  if (file !== normalize(dir).replace(/\/$/, '') && !file.startsWith(normalize(`${dir}/`).replace(/[\\/]+$/, sep)))
    return null
  if (!existsSync(file)) return null
  if (!statSync(file).isDirectory()) return file
  const index = join(file, 'index.html')
  return existsSync(index) ? index : null
}

function send(res: ServerResponse, file: string, habits: Habits, fault: 'cut' | 'part' | null): void {
  let body = readFileSync(file)
  if (habits.changesPage && file.endsWith('.html')) body = Buffer.from(habits.changesPage(body.toString()))
  const headers = {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': habits.maxAge && !file.endsWith('sw.js') ? `max-age=${habits.maxAge}` : 'no-cache',
  }
  const half = body.subarray(0, body.length >> 1)
  if (fault === 'part') {
    const range = `bytes 0-${half.length - 1}/${body.length}`
    res.writeHead(206, { ...headers, 'content-range': range, 'content-length': half.length }).end(half)
    return
  }
  res.writeHead(200, { ...headers, 'content-length': body.length })
  if (fault === 'cut') res.write(half, () => res.destroy())
  else res.end(body)
}

/** Serves `dir` on 127.0.0.1 with these habits until it is closed. */
export async function hostWith(dir: string, habits: Habits = {}): Promise<Host> {
  const base = habits.base ?? '/',
    asked: string[] = []
  const host: Host = { url: '', port: 0, close: () => Promise.resolve(), asked, habits }
  const server = createServer((req, res) => {
    const { pathname, search } = new URL(req.url ?? '/', 'http://127.0.0.1')
    if (!pathname.startsWith(base)) return void res.writeHead(404).end()
    const path = decodeURIComponent(pathname.slice(base.length))
    asked.push(path)
    const fault = host.habits.fault?.(path) ?? null
    if (fault === 'close') return void res.destroy()
    if (typeof fault === 'number')
      return void res.writeHead(fault, { 'content-type': 'text/html' }).end(`<h1>${fault}</h1>`)
    const onward = redirectOf(dir, path, host.habits)
    if (onward !== null) return void res.writeHead(308, { location: `${base}${onward}${search}` }).end()
    const file = fileOf(dir, path) ?? (host.habits.landingForMissing ? fileOf(dir, 'index.html') : null)
    if (!file) return void res.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n')
    send(res, file, host.habits, fault)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(habits.port ?? 0, '127.0.0.1', resolve)
  })
  host.port = (server.address() as AddressInfo).port
  host.url = `http://127.0.0.1:${host.port}${base}`
  host.close = () =>
    new Promise(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return host
}
