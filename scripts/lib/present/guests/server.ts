// The guests' server: files of the guests' edition, what the talk tells, and the one address at which guests answer and ask. What they say is small, held to its schema, and judged by the talk.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { contentSecurityPolicy } from '../../policy.ts'
import type { Floor } from '../audience/channel.ts'
import { saySchema, type Reply } from '../audience/messages.ts'
import type { Place } from '../messages.ts'
import { messageOf } from '../room/http.ts'
import type { Files } from './files.ts'
import { Buckets, Counts, Guard, LIMITS, type Limits } from './limits.ts'
import { Stream } from '../stream.ts'

export interface GuestOptions {
  deck: string
  files: Files
  /** Where the talk is heard, and where it hears its guests. */
  floor: Floor
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
  place(): Place
  close(): Promise<void>
}

const LONGEST_URL = 300
const STREAM = '/room/stream'
const SAY = '/room/say'
const STATUS: Record<Reply['status'], number> = {
  joined: 200,
  counted: 200,
  unfit: 400,
  stranger: 401,
  closed: 409,
  quick: 429,
  full: 503,
  away: 503,
}

const HEADERS = {
  'content-security-policy': `${contentSecurityPolicy()}; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/** Starts it. @throws Error when the port is taken or the address is none of this machine's */
export async function serveGuests({
  deck,
  files,
  floor,
  address,
  port,
  limits: own,
}: GuestOptions): Promise<GuestServer> {
  const limits = { ...LIMITS, ...own }
  const guard = new Guard(limits)
  const streams = new Counts()
  void files.pack()
  let place: Place = { deck, slide: 1, click: 0, reached: 1 }
  const stream = new Stream({ place, asked: null, test: null }, { patience: limits.idle / 2 })
  const says = new Buckets(limits.says)
  const joins = new Buckets(limits.joins)
  floor.onTold((kind, value) => {
    // Of another deck these guests hear when they are taken to it.
    if (value !== null && value.deck !== deck) return
    if (kind === 'place') place = value as Place
    stream.send(kind, value)
  })

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
    if (request.method === 'POST' && request.url === SAY) return void say(request, response)
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

  async function say(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const from = request.socket.remoteAddress ?? ''
    if (request.headers.origin === undefined) return no(response, 403, 'pages of the talk only')
    if (!says.take(from)) return no(response, 429, 'too much at once')
    const said = await messageOf('say', saySchema, request, response)
    if (!said) return
    const reply: Reply =
      said.do === 'join' && !said.you && !joins.take(from)
        ? { status: 'quick' }
        : await floor.say(said).catch((): Reply => ({ status: 'away' }))
    if (response.destroyed || response.headersSent) return
    response
      .writeHead(STATUS[reply.status], { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify(reply))
  }

  function count(): void {
    floor.count(stream.size)
  }

  function listen(request: IncomingMessage, response: ServerResponse): void {
    const from = request.socket.remoteAddress ?? ''
    if (request.method === 'HEAD') return void response.writeHead(200, { 'content-type': 'text/event-stream' }).end()
    if (stream.size >= limits.streams || streams.get(from) >= limits.streamsOfOne)
      return no(response, 503, 'too many follow from here')
    streams.add(from, 1)
    stream.add(response)
    count()
    response.once('close', () => {
      streams.add(from, -1)
      count()
    })
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
