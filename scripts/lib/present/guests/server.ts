// The guests' server: files of the guests' edition and the place of the talk. It reads nothing but the first lines of a GET, and writes nothing.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { contentSecurityPolicy } from '../../policy.ts'
import { heard } from '../heard.ts'
import { placeSchema, type Place } from '../messages.ts'
import type { Files } from './files.ts'
import { Counts, Guard, LIMITS, type Limits } from './limits.ts'
import { Stream } from '../stream.ts'

export interface GuestOptions {
  deck: string
  files: Files
  /** The one address of this machine on which guests are heard. */
  address: string
  /** A free one when 0. */
  port: number
  limits?: Partial<Limits>
}

export interface GuestServer {
  url: string
  port: number
  /** How many follow. */
  guests(): number
  /** Takes where the talk is; anything that is no such place is dropped. */
  move(place: unknown): void
  place(): Place
  close(): Promise<void>
}

const LONGEST_URL = 300
const STREAM = '/room/stream'

const HEADERS = {
  'content-security-policy': `${contentSecurityPolicy()}; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/** Starts it. @throws Error when the port is taken or the address is none of this machine's */
export async function serveGuests({ deck, files, address, port, limits: own }: GuestOptions): Promise<GuestServer> {
  const limits = { ...LIMITS, ...own }
  const guard = new Guard(limits)
  const streams = new Counts()
  void files.pack()
  let place: Place = { deck, slide: 1, click: 0, reached: 1 }
  const stream = new Stream({ place }, { patience: limits.idle / 2 })

  const no = (response: ServerResponse, status: number, message: string) => {
    // What follows a request that is refused is not read.
    response
      .writeHead(status, {
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
        connection: 'close',
      })
      .end(`${message}\n`)
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    if (!guard.request(request.socket)) return
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    const { host, origin } = request.headers
    if (host !== hostOf(address, listening())) return no(response, 403, 'this is not the address of the talk')
    if (origin !== undefined && origin !== `http://${host}`) return no(response, 403, 'pages of the talk only')
    if (request.method !== 'GET' && request.method !== 'HEAD') return no(response, 405, 'here one can only look')
    if (request.headers['content-length'] ?? request.headers['transfer-encoding'])
      return no(response, 413, 'nothing is taken here')
    const url = request.url ?? '/'
    if (url.length > LONGEST_URL) return no(response, 414, 'this address is too long')
    const path = url.split('?', 1)[0]!
    if (path === '/') return void response.writeHead(302, { location: `/${deck}/`, 'cache-control': 'no-store' }).end()
    if (path === STREAM) return listen(request, response)
    const from = files.slideOf(path)
    if (from === null) return no(response, 404, 'there is nothing here')
    if (from > place.reached) return no(response, 403, 'the talk has not reached this slide yet')
    void files.send(path, String(request.headers['accept-encoding'] ?? ''), request.method === 'HEAD', response)
  }

  function listen(request: IncomingMessage, response: ServerResponse): void {
    const from = request.socket.remoteAddress ?? ''
    if (request.method === 'HEAD') return void response.writeHead(200, { 'content-type': 'text/event-stream' }).end()
    if (stream.size >= limits.streams || streams.get(from) >= limits.streamsOfOne)
      return no(response, 503, 'too many follow from here')
    streams.add(from, 1)
    response.once('close', () => streams.add(from, -1))
    stream.add(response)
  }

  const server = createServer(
    {
      maxHeaderSize: 8192,
      headersTimeout: 5000,
      requestTimeout: 10_000,
      keepAliveTimeout: 10_000,
      connectionsCheckingInterval: 1000,
    },
    answer,
  )
  server.maxConnections = limits.sockets
  server.timeout = limits.idle
  server.on('connection', socket => guard.socket(socket))
  server.on('clientError', (_, socket) => socket.destroy())
  server.on('upgrade', (_, socket) => socket.destroy())
  server.on('connect', (_, socket) => socket.destroy())
  const listening = () => (server.address() as AddressInfo).port
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, address, resolve))

  return {
    url: `http://${hostOf(address, listening())}/`,
    port: listening(),
    guests: () => stream.size,
    place: () => place,
    move(message) {
      const { slide, click, deck: of } = (message ?? {}) as Partial<Place>
      const next = heard('place', placeSchema, {
        deck: of,
        slide,
        click,
        reached: Math.max(place.reached, Number(slide)),
      })
      if (!next || next.deck !== deck || (next.slide === place.slide && next.click === place.click)) return
      place = next
      stream.send('place', place)
    },
    close: () =>
      new Promise(resolve => {
        stream.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** As it stands in `Host`. */
const hostOf = (address: string, port: number): string =>
  `${address.includes(':') ? `[${address}]` : address}${port === 80 ? '' : `:${port}`}`
