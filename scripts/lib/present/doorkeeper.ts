// Vite plugin: stands in front of Vite and Slidev while a deck is presented. It refuses what door.ts refuses, reads and checks every body before Slidev does,
// holds messages on the socket to their schema, and tells the process that started it where the talk is.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { existsSync, realpathSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import type { Plugin, ViteDevServer } from 'vite'
import { ROOT } from '../deck.ts'
import { ENDPOINT } from '../runner/protocol.ts'
import { contentSecurityPolicy } from '../policy.ts'
import { bodyOf } from './body.ts'
import { postedTo, refusal, type Posted } from './door.ts'
import { heardText } from './heard.ts'
import { navPostSchema, slideEditSchema, socketSchema } from './messages.ts'

/** A slide with its notes is far smaller; the place is a few hundred bytes, and a clock that was on every slide some thousands. */
const MOST_BYTES: Record<Exclude<Posted, 'runner'>, number> = { nav: 128 * 1024, slide: 1024 * 1024 }
const MOST_SOCKET_BYTES = 256 * 1024
const MOST_SOCKETS = 64

export function doorkeeper(): Plugin {
  return {
    name: 'ri:doorkeeper',
    enforce: 'pre',
    apply: 'serve',
    // A module that fails is reported in the terminal and the console: a stack trace with paths of this disk is nothing for the room's screen.
    config: () => ({ server: { hmr: { overlay: false }, cors: false } }),
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        void admit(request, response, next, server.config.root)
      })
      guardSockets(server)
    },
  }
}

const visitorOf = (request: IncomingMessage) => ({
  remoteAddress: request.socket.remoteAddress,
  method: request.method,
  url: request.url,
  host: request.headers.host,
  origin: request.headers.origin,
})

async function admit(
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
  root: string,
): Promise<void> {
  const refuse = (status: number, message: string) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(`${message}\n`)
  }
  const no = refusal(visitorOf(request), ENDPOINT)
  if (no) return refuse(no.status, no.message)
  if (leadsOut(request.url ?? '', root)) return refuse(403, 'this file lies outside of the course')
  response.setHeader('content-security-policy', `${contentSecurityPolicy()}; frame-ancestors 'self'`)
  response.setHeader('x-content-type-options', 'nosniff')
  const about = request.method === 'POST' ? postedTo(request.url ?? '', ENDPOINT) : null
  if (about === null || about === 'runner') return next()
  if (!/^application\/json(;|$)/.test(request.headers['content-type'] ?? '')) return refuse(415, 'this must be JSON')
  const body = await bodyOf(request, MOST_BYTES[about])
  if (body === null) return refuse(413, 'this is too large, or came too slowly')
  if (!accept(about, body, basename(root))) return refuse(400, 'this message is malformed')
  replay(request, body)
  next()
}

/** Whether an address names a file here that is really elsewhere: Vite follows links, and judges by the name that it was asked for. `root` is Vite's. */
function leadsOut(url: string, root: string): boolean {
  const path = decodeURIComponent(url.split('?', 1)[0]!)
  if (path.includes('\0')) return true
  const files = path.startsWith('/@fs/') ? [path.slice(4)] : [path, join(root, path), join(ROOT, 'public', path)]
  return files.some(file => {
    if (path.length < 2 || !existsSync(file)) return false
    const real = realpathSync(file)
    return ![ROOT, join(ROOT, 'node_modules')].some(own => (real + sep).startsWith(realpathSync(own) + sep))
  })
}

function accept(about: 'nav' | 'slide', body: Buffer, deck: string): boolean {
  const text = body.toString('utf8')
  if (about === 'slide') return heardText('slide', slideEditSchema, text) !== null
  const nav = heardText('nav', navPostSchema, text)
  if (!nav) return false
  const { page, clicks } = 'data' in nav ? nav.data : nav.patch
  if (page) process.send?.({ deck, slide: page, click: Math.min(clicks ?? 0, 9999) })
  return true
}

/** Those that come later read a body by its events: they get the one that was read. */
function replay(request: IncomingMessage, body: Buffer): void {
  const on = request.on.bind(request)
  request.on = ((event: string, listener: (...args: unknown[]) => void) => {
    if (event === 'data') setImmediate(listener, body)
    else if (event === 'end') setImmediate(listener)
    else on(event, listener)
    return request
  }) as typeof request.on
}

interface Socket {
  emit(event: string, ...args: unknown[]): boolean
  close(code: number): void
}

/** Vite's listeners and Slidev's hear a message only when it has a form that they know. */
function guardSockets(server: ViteDevServer): void {
  server.httpServer?.prependListener('upgrade', (request: IncomingMessage, socket: { destroy(): void }) => {
    if (refusal(visitorOf(request), ENDPOINT)) socket.destroy()
  })
  let open = 0
  server.ws.on('connection', (socket: Socket) => {
    if (++open > MOST_SOCKETS) socket.close(1013)
    const emit = socket.emit.bind(socket)
    socket.emit = (event, ...args) => {
      if (event === 'close') open--
      if (event === 'message' && !knownMessage(String(args[0]))) return true
      return emit(event, ...args)
    }
  })
}

const knownMessage = (text: string): boolean =>
  heardText('socket', socketSchema, text.length > MOST_SOCKET_BYTES ? '' : text) !== null
