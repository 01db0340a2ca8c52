// Vite plugin for the presenter's view: cues of the notes set off wherever Slidev hands out a rendered note, a timer that counts the deck's minutes as minutes,
// and a server that lets other machines look but not write.
import type { ServerResponse } from 'node:http'
import { basename, dirname, join } from 'node:path'
import type { Plugin, ViteDevServer } from 'vite'
import { ROOT } from '../deck.ts'
import { courseLinks, noteLinks } from '../slides/courseLinks.ts'
import { setOffCues } from './notes.ts'
import { remoteRefusal } from './remote.ts'

const FRONTMATTER = /__slidev_\d+\.frontmatter$/
const TIMER = /@slidev\/client\/composables\/useTimer\.ts$/
const NOTE = /"noteHTML":("(?:[^"\\]|\\.)*")/g
const SLIDE_REQUEST = /^\/__slidev\/slides\/\d+\.json/

/** A rendered note with its cues set off and its addresses as links. */
type Finish = (html: string) => string

const finishIn = (file: string, alone: boolean): Finish => {
  const origin = { root: ROOT, deck: basename(dirname(file)), file, line: 1, alone }
  return html => setOffCues(noteLinks(html, courseLinks(origin), origin))
}

const inJson = (code: string, finish: Finish): string =>
  code.replace(NOTE, (_, note: string) => `"noteHTML":${JSON.stringify(finish(JSON.parse(note) as string))}`)

export function presenterView(): Plugin {
  let served: string | null = null
  return {
    name: 'ri:presenter-view',
    enforce: 'pre',
    configResolved(config) {
      // Slidev serves one deck, whose folder is Vite's root.
      served = config.command === 'serve' ? join(config.root, 'slides.md') : null
    },
    transform: {
      filter: { id: [FRONTMATTER, TIMER] },
      handler(code, id) {
        const [file = ''] = id.split('__slidev_')
        return { code: FRONTMATTER.test(id) ? inJson(code, finishIn(file, served !== null)) : minutes(code), map: null }
      },
    },
    configureServer(server) {
      const finish: Finish = html => finishIn(served!, true)(html)
      // The presenter's view asks the server for each note, and hears of edits over the socket.
      server.middlewares.use((request, response, next) => {
        const no = remoteRefusal({
          remoteAddress: request.socket.remoteAddress,
          method: request.method,
          url: request.url,
          host: request.headers.host,
          origin: request.headers.origin,
        })
        if (no) {
          response.statusCode = 403
          return void response.end(no)
        }
        if (SLIDE_REQUEST.test(request.url ?? '')) rewriteBody(response, finish)
        next()
      })
      rewriteMessages(server, finish)
    },
  }
}

/** Slidev takes a number for seconds; `duration:` of a deck is in minutes. */
function minutes(code: string): string {
  const from = 'parseTimeString(configs.duration)'
  if (!code.includes(from))
    throw new Error(
      'scripts/lib/present/vite.ts:1: this Slidev reads the duration in another way than 53.0.0 did: adapt `minutes`, or its timer counts seconds for minutes',
    )
  return code.replace(from, 'parseTimeString(`${configs.duration}min`)')
}

function rewriteBody(response: ServerResponse, finish: Finish): void {
  const write = response.write.bind(response) as (chunk: unknown, ...rest: unknown[]) => boolean
  response.write = ((chunk: unknown, ...rest: unknown[]) =>
    write(typeof chunk === 'string' ? inJson(chunk, finish) : chunk, ...rest)) as typeof response.write
}

interface NoteMessage {
  noteHTML?: string
  data?: { noteHTML?: string }
}

function rewriteMessages(server: ViteDevServer, finish: Finish): void {
  const send = server.hot.send.bind(server.hot) as (...message: unknown[]) => void
  server.hot.send = ((event: unknown, payload?: NoteMessage, ...rest: unknown[]) => {
    const set = <T extends { noteHTML?: string } | undefined>(of: T): T =>
      of?.noteHTML === undefined ? of : { ...of, noteHTML: finish(of.noteHTML) }
    if (event === 'slidev:update-note') return send(event, set(payload), ...rest)
    if (event === 'slidev:update-slide') return send(event, { ...payload, data: set(payload?.data) }, ...rest)
    send(...[event, payload, ...rest].filter(part => part !== undefined))
  }) as typeof server.hot.send
}
