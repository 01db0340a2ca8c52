// The trainer's door: loopback only, everything under the key of this start. Desk, projector and previews get the built decks here, hear the room and move it; live Rust is run behind it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { renderSVG } from 'uqr'
import type { Live } from '../../runner/protocol.ts'
import type { Part } from '../../schedule/day.ts'
import type { Runner } from '../../runner/server.ts'
import { type Builds, roomPage } from './built.ts'
import type { Files } from '../guests/files.ts'
import { below } from './door.ts'
import type { Hall } from './hall.ts'
import { actionSchema, type AudienceAction } from '../audience/view.ts'
import { answer, answerJson, LIMITED, listen, messageOf, refuse, setHeaders } from './http.ts'
import { roomSchema } from './messages.ts'
import * as z from 'zod/mini'

/** The addresses below the key that are the room's own. */
export const ROOM = { stream: '/room/stream', state: '/room/state', run: '/room/run' } as const

export interface LiveOffer {
  runner: Runner
  /** Version of the compiler. */
  rustc: string
}

export interface TrainerOptions {
  key: string
  port: number
  hall: Hall
  builds: Builds
  /** Desk and bridge, from pages.ts. */
  pages: Files
  /** The day that is walked through, for the deck's own pauses; null when one deck is presented. */
  plan: Part[] | null
  /** Compiler and sandbox for live runs; null when there are none. Asked at each page, since it may be ready later than the server. */
  live: () => Promise<LiveOffer | null>
  /** Opens the phone's door, or shuts it; the address for the QR code. */
  phone: (open: boolean) => Promise<string | null>
  /** Does what the desk asks of the audience. */
  audience: (action: AudienceAction) => void
  /** Takes the build that is ready. */
  takeBuild: () => void
}

export interface TrainerServer {
  port: number
  close(): Promise<void>
}

/** Starts it on 127.0.0.1. @throws Error when the port is taken */
export async function serveTrainer(options: TrainerOptions): Promise<TrainerServer> {
  const { key, hall, pages, builds } = options

  async function get(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const html = builds.page(/^\/([a-z0-9-]+)\/(index\.html)?$/.exec(path)?.[1] ?? '')
    if (html !== null) {
      const live = await options.live()
      const known: Live | null = live && {
        endpoint: `/${key}${ROOM.run}`,
        token: live.runner.token,
        rustc: live.rustc,
      }
      const script = { src: '../room/bridge.js', live: known, plan: options.plan }
      return answer(response, roomPage(html, script), 'text/html')
    }
    const asked = /^\/room\/(talk|needs)\/([a-z0-9-]+)\.json$/.exec(path)
    if (asked) {
      const talk = builds.talk(asked[2]!)
      if (!talk) return refuse(response, 404, 'there is no such deck')
      return answerJson(response, asked[1] === 'talk' ? talk : builds.needs(talk.id))
    }
    if (path === ROOM.stream) {
      if (request.method === 'HEAD') return refuse(response, 405, 'a stream is listened to')
      return hall.stream.add(response)
    }
    if (path === '/room/card.svg' || path === '/room/card.txt') {
      const address = hall.house.guests?.address
      if (!address) return refuse(response, 404, 'there are no guests')
      return path.endsWith('.txt')
        ? answer(response, address, 'text/plain')
        : answer(response, renderSVG(address, { border: 0 }), 'image/svg+xml')
    }
    // The worker stands in a folder of its own, and is for everything below the key.
    if (path === '/room/worker.js') response.setHeader('service-worker-allowed', `/${key}/`)
    // The room's own pages stand in the site's root, so that their links to faces and assets are the site's.
    const own = path === '/desk' ? '/desk.html' : path
    const files = pages.slideOf(own) === 0 ? pages : builds.find(path)
    if (!files) return refuse(response, 404, 'there is nothing here')
    // Nothing is compressed on its way to the same machine.
    return files.send(files === pages ? own : path, '', request.method === 'HEAD', response)
  }

  async function post(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    switch (path) {
      case ROOM.state: {
        const room = await messageOf('room', roomSchema, request, response)
        return room ? answerJson(response, hall.offer(room)) : undefined
      }
      case ROOM.run: {
        const live = await options.live()
        return live ? live.runner.handle(request, response) : refuse(response, 404, 'there are no live runs')
      }
      case '/room/phone': {
        const asked = await messageOf('phone', z.strictObject({ open: z.boolean() }), request, response)
        if (!asked) return
        const address = await options.phone(asked.open)
        return answerJson(response, { address, qr: address && renderSVG(address, { border: 2 }) })
      }
      case '/room/audience': {
        const action = await messageOf('audience', actionSchema, request, response)
        if (!action) return
        options.audience(action)
        return answerJson(response, {})
      }
      case '/room/build': {
        if (!(await messageOf('build', z.strictObject({}), request, response))) return
        options.takeBuild()
        return answerJson(response, {})
      }
      default:
        refuse(response, 404, 'nothing can be posted there')
    }
  }

  const server = createServer(LIMITED, (request, response) => {
    const { method, url, headers, socket } = request
    const visitor = { remoteAddress: socket.remoteAddress, method, url, host: headers.host, origin: headers.origin }
    const admitted = below(visitor, key, options.port)
    if ('status' in admitted) return refuse(response, admitted.status, admitted.message)
    setHeaders(response, "'self'")
    const done = (method === 'POST' ? post : get)(admitted.path, request, response)
    done.catch((error: Error) => refuse(response, 500, error.message))
  })
  server.maxConnections = 256
  await listen(server, options.port, '127.0.0.1')
  return {
    port: options.port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
