// Vite plugin for the presenter's view: notes from the content model wherever Slidev hands out a rendered note, a timer that counts the deck's minutes as minutes,
// and a server that lets other machines look but not write.
import type { ServerResponse } from 'node:http'
import { basename, dirname, join } from 'node:path'
import type { Plugin, ViteDevServer } from 'vite'
import { fromGraphNo } from '../build/deck-data.ts'
import { ROOT } from '../deck.ts'
import { courseLinks, noteLinks } from '../slides/courseLinks.ts'
import { NoteRenderer } from './notes.ts'
import { remoteRefusal } from './remote.ts'

const FRONTMATTER = /^(.*)__slidev_(\d+)\.frontmatter$/
const TIMER = /@slidev\/client\/composables\/useTimer\.ts$/
const NOTE = /"noteHTML":("(?:[^"\\]|\\.)*")/g
const SLIDE_REQUEST = /^\/__slidev\/slides\/\d+\.json/

/** Replaces what Slidev made of a note. */
const withNote = (code: string, html: string): string => code.replace(NOTE, () => `"noteHTML":${JSON.stringify(html)}`)

/** Addresses of a rendered note as links. @param file the deck's slides.md */
function linked(html: string, file: string, alone: boolean): string {
  const origin = { root: ROOT, deck: basename(dirname(file)), file, line: 1, alone }
  return noteLinks(html, courseLinks(origin), origin)
}

export function presenterView(): Plugin {
  const notes = new NoteRenderer()
  /** The file of the one deck that is served; null while the site is built. */
  let served: string | null = null
  /** In the built site slides of all decks share one numbering. */
  const ofModule = async (id: string): Promise<string> => {
    const [, path = '', no = ''] = FRONTMATTER.exec(id) ?? []
    const { deckNumber, slideNo } = fromGraphNo(Number(no))
    return linked(await notes.ofSlide(path, deckNumber ? slideNo : Number(no)), path, served !== null)
  }
  return {
    name: 'ri:presenter-view',
    enforce: 'pre',
    configResolved(config) {
      // Slidev serves one deck, whose folder is Vite's root.
      served = config.command === 'serve' ? join(config.root, 'slides.md') : null
    },
    transform: {
      filter: { id: [FRONTMATTER, TIMER] },
      handler: async (code, id) => ({
        code: FRONTMATTER.test(id) ? withNote(code, await ofModule(id)) : minutes(code),
        map: null,
      }),
    },
    configureServer(server) {
      const render: Render = async note => linked(await notes.render(note, dirname(served!)), served!, true)
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
        if (SLIDE_REQUEST.test(request.url ?? '')) rewriteBody(response, render)
        next()
      })
      rewriteMessages(server, render)
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

type Render = (note: string) => Promise<string>

/** Slidev writes a slide as one piece of JSON and ends the answer at once: the end waits for the note. */
function rewriteBody(response: ServerResponse, render: Render): void {
  const write = response.write.bind(response) as (chunk: unknown) => boolean
  const end = response.end.bind(response)
  let pending = Promise.resolve()
  response.write = ((chunk: unknown) => {
    pending = pending.then(async () => {
      write(typeof chunk === 'string' ? await inJson(chunk, render) : chunk)
    })
    return true
  }) as typeof response.write
  response.end = ((...rest: []) => {
    void pending.finally(() => end(...rest))
    return response
  }) as typeof response.end
}

async function inJson(body: string, render: Render): Promise<string> {
  const slide = JSON.parse(body) as NoteMessage
  return JSON.stringify({ ...slide, noteHTML: await render(slide.note ?? '') })
}

interface NoteMessage {
  note?: string
  noteHTML?: string
  data?: NoteMessage
}

function rewriteMessages(server: ViteDevServer, render: Render): void {
  const send = server.hot.send.bind(server.hot) as (...message: unknown[]) => void
  const set = async (of: NoteMessage): Promise<NoteMessage> => ({ ...of, noteHTML: await render(of.note ?? '') })
  server.hot.send = ((event: unknown, payload?: NoteMessage, ...rest: unknown[]) => {
    if (event === 'slidev:update-note' && payload) return void set(payload).then(note => send(event, note, ...rest))
    if (event === 'slidev:update-slide' && payload?.data)
      return void set(payload.data).then(data => send(event, { ...payload, data }, ...rest))
    send(...[event, payload, ...rest].filter(part => part !== undefined))
  }) as typeof server.hot.send
}
