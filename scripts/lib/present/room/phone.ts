// The phone's door: one address of this machine, opened by the desk for one phone. It reads under the secret path of its pairing, and moves the room by commands that are signed and counted.
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Files } from '../guests/files.ts'
import { Guard, LIMITS } from '../guests/limits.ts'
import { type Builds, roomPage } from './built.ts'
import { same } from './door.ts'
import type { Hall } from './hall.ts'
import { answer, answerJson, LIMITED, listen, messageOf, refuse, setHeaders } from './http.ts'
import { commandSchema, pairSchema } from './messages.ts'
import { commandMac, pairMac, sessionKey } from './signing.ts'

/** What a paired phone is known by. It outlives the server: the process that started it keeps it. */
export interface Pairing {
  /** The head of every address that the phone may read. */
  session: string
  key: string
  /** The number of the last command. */
  n: number
}

export interface PhoneOptions {
  address: string
  /** A free one when 0. */
  port: number
  hall: Hall
  builds: Builds
  pages: Files
  pairing: Pairing | null
  /** Hears each change of the pairing; null once it is revoked. */
  onPairing: (pairing: Pairing | null) => void
}

export interface PhoneServer {
  port: number
  /** A new secret for one phone, as the address that its QR code holds. A phone that is paired stays so until the new one comes. */
  invite(): string
  revoke(): void
  close(): Promise<void>
}

/** What a slide is made of. */
const OF_DECKS = /^\/(assets|fonts)\/|^\/favicon\.svg$/

const send = (files: Files, path: string, { method, headers }: IncomingMessage, response: ServerResponse) =>
  files.send(path, String(headers['accept-encoding'] ?? ''), method === 'HEAD', response)

const secret = (bytes: number): string => randomBytes(bytes).toString('base64url')
/** Wrong proofs in a row after which no phone is paired until the desk shows a new code. */
const MOST_TRIES = 5
/** One phone with its slide: some 150 files. */
const PHONE_LIMITS = { ...LIMITS, burst: 1000, perSecond: 50, socketsOfOne: 32, sockets: 128 }

export async function servePhone(options: PhoneOptions): Promise<PhoneServer> {
  const { hall, pages, builds, address } = options
  const guard = new Guard(PHONE_LIMITS)
  let { pairing } = options
  let invited: string | null = null
  let tries = 0
  const streams = new Set<ServerResponse>()
  const set = (next: Pairing | null): void => {
    pairing = next
    options.onPairing(next)
    hall.tell({ phone: next ? 'paired' : invited ? 'open' : 'closed' })
  }

  async function pair(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await messageOf('pair', pairSchema, request, response)
    if (!asked) return
    if (invited === null || !same(asked.mac, pairMac(invited, asked.nonce))) {
      if (++tries >= MOST_TRIES) invited = null
      return refuse(response, 403, 'this code is not the one on the desk: ask for a new one there')
    }
    const session = secret(18)
    const key = sessionKey(invited, asked.nonce, session)
    invited = null
    drop()
    set({ session, key, n: 0 })
    answerJson(response, { session })
  }

  async function command(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await messageOf('command', commandSchema, request, response)
    if (!asked || !pairing) return refuse(response, 403, 'this phone is not paired')
    if (!same(asked.mac, commandMac(pairing.key, asked.n, asked.move))) return refuse(response, 403, 'not signed')
    if (asked.n <= pairing.n) return refuse(response, 409, 'this command was given before')
    pairing = { ...pairing, n: asked.n }
    options.onPairing(pairing)
    answerJson(response, hall.move(asked.move, 'phone'))
  }

  /** What the paired phone reads: the room, the notes of its deck, the slide. Nothing else of the site. */
  async function read(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { deck } = hall.room
    if (path === `/${deck}/`) {
      const html = builds.page(deck)
      return html === null
        ? refuse(response, 404, 'there is nothing here')
        : answer(response, roomPage(html, { src: '../room/bridge.js', live: null, plan: null }), 'text/html')
    }
    if (path === '/room/stream') {
      streams.add(response)
      response.once('close', () => streams.delete(response))
      return hall.stream.add(response)
    }
    const talk = builds.talk(/^\/room\/talk\/([a-z0-9-]+)\.json$/.exec(path)?.[1] ?? '')
    if (talk) return answerJson(response, talk)
    const files = pages.slideOf(path) === 0 ? pages : OF_DECKS.test(path) ? builds.find(path) : null
    return files ? send(files, path, request, response) : refuse(response, 404, 'there is nothing here')
  }

  function drop(): void {
    for (const stream of streams) stream.destroy()
    streams.clear()
  }

  const server = createServer(LIMITED, (request, response) => {
    if (!guard.request(request.socket)) return
    setHeaders(response, "'self'")
    const { host, origin } = request.headers
    const { method, url = '/' } = request
    const own = `${address.includes(':') ? `[${address}]` : address}:${listening()}`
    if (host !== own) return refuse(response, 403, 'this is not the address of the remote')
    if (origin !== undefined && origin !== `http://${own}`) return refuse(response, 403, 'pages of the remote only')
    if (url.length > 300) return refuse(response, 414, 'this address is too long')
    const path = url.split('?', 1)[0]!
    const said = (done: Promise<void>) => void done.catch(() => refuse(response, 500, 'the server could not answer'))
    if (method === 'POST') {
      if (origin === undefined) return refuse(response, 403, 'pages of the remote only')
      if (path === '/pair') return said(pair(request, response))
      if (path === '/do') return said(command(request, response))
      return refuse(response, 404, 'nothing can be posted there')
    }
    if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, 'the remote knows GET, HEAD and POST')
    // The page itself holds no secret: it is what a phone gets before it is paired.
    const open = path === '/' ? '/phone.html' : path
    const files = pages.slideOf(open) === 0 ? pages : open.startsWith('/fonts/') ? builds.find(open) : null
    if (files) return said(send(files, open, request, response))
    const [, session = '', rest] = /^\/([\w-]+)(\/.*)$/.exec(path) ?? []
    if (!pairing || rest === undefined || !same(session, pairing.session))
      return refuse(response, 404, 'there is nothing here')
    said(read(rest, request, response))
  })
  server.maxConnections = PHONE_LIMITS.sockets
  server.on('connection', socket => guard.socket(socket))
  const listening = (): number => (server.address() as AddressInfo).port
  await listen(server, options.port, address)
  if (pairing) hall.tell({ phone: 'paired' })

  return {
    port: listening(),
    invite() {
      invited = secret(18)
      tries = 0
      if (!pairing) hall.tell({ phone: 'open' })
      return `http://${address.includes(':') ? `[${address}]` : address}:${listening()}/#${invited}`
    },
    revoke() {
      invited = null
      drop()
      set(null)
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
