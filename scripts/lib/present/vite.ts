// Vite plugin for the presenter's view: notes from the content model wherever Slidev hands out a rendered note, a timer that counts the deck's minutes as minutes,
// and what Slidev's windows tell each other held to its schema, in development and in the built deck.
import type { ServerResponse } from 'node:http'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin, ViteDevServer } from 'vite'
import { fromGraphNo } from '../build/deck-data.ts'
import { ROOT } from '../deck.ts'
import { courseLinks, noteLinks } from '../slides/courseLinks.ts'
import { NoteRenderer } from './notes.ts'

const FRONTMATTER = /^(.*)__slidev_(\d+)\.frontmatter$/
const TIMER = /@slidev\/client\/composables\/useTimer\.ts($|\?)/
const SYNC = /@slidev\/client\/state\/syncState\.ts($|\?)/
/** Slidev sets strokes as markup; no deck of the course has any, so no window sets what another one sent. */
const STROKES = /@slidev\/client\/internals\/DrawingPreview\.vue($|\?)/
const NOTE = /"noteHTML":("(?:[^"\\]|\\.)*")/g
const SLIDE_REQUEST = /^\/__slidev\/slides\/\d+\.json/

/** Replaces what Slidev made of a note. */
/** A note that Slidev left out stays out: so it is in what guests of a talk get (`withoutNotes`). */
const withNote = (code: string, html: string): string =>
  code.replace(NOTE, (whole, slidevs: string) => (slidevs === '""' ? whole : `"noteHTML":${JSON.stringify(html)}`))

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
    load: {
      filter: { id: STROKES },
      handler: id =>
        id.includes('?vue&')
          ? null
          : '<script setup lang="ts">defineProps<{ page: number }>()</script>\n<template><svg hidden /></template>\n',
    },
    transform: {
      filter: { id: [FRONTMATTER, TIMER, SYNC] },
      async handler(code, id) {
        if (FRONTMATTER.test(id)) return { code: withNote(code, await ofModule(id)), map: null }
        return { code: TIMER.test(id) ? minutes(code) : checkedMessages(code), map: null }
      },
    },
    configureServer(server) {
      const render: Render = async note => linked(await notes.render(note, dirname(served!)), served!, true)
      // The presenter's view asks the server for each note, and hears of edits over the socket.
      server.middlewares.use((request, response, next) => {
        if (SLIDE_REQUEST.test(request.url ?? '')) rewriteBody(response, render)
        next()
      })
      rewriteMessages(server, render)
    },
  }
}

/** Replaces what stands in a file of Slidev's. @throws Error when it does not stand there any more */
function adapt(code: string, file: string, from: string, to: string): string {
  if (!code.includes(from))
    throw new Error(
      `scripts/lib/present/vite.ts:1: this Slidev's ${file} is not that of 53.0.0: it no longer holds \`${from}\`; adapt this plugin to it`,
    )
  return code.replace(from, to)
}

/** Slidev takes a number for seconds; `duration:` of a deck is in minutes. */
const minutes = (code: string): string =>
  adapt(code, 'useTimer.ts', 'parseTimeString(configs.duration)', 'parseTimeString(`${configs.duration}min`)')

/** What comes from another window by its channel or by the browser's store reaches Slidev's state through a schema only. */
function checkedMessages(code: string): string {
  const file = 'syncState.ts'
  const listener = 'event => onUpdate(event.data))'
  const withTypes = '(event: MessageEvent<Partial<State>>) => onUpdate(event.data))'
  const channel = code.includes(withTypes) ? withTypes : listener
  const checked = adapt(
    code,
    file,
    channel,
    '(event: MessageEvent) => { const part = fromWindow(channelKey, event.data); if (part) onUpdate(part as Partial<State>) })',
  )
  const stored = adapt(
    checked,
    file,
    'onUpdate(JSON.parse(event.newValue) as Partial<State>)',
    '{ const part = fromStore(channelKey, event.newValue); if (part) onUpdate(part as Partial<State>) }',
  )
  const found = adapt(
    stored,
    file,
    'onUpdate(JSON.parse(serializedState) as Partial<State>)',
    '{ const part = fromStore(channelKey, serializedState); if (part) onUpdate(part as Partial<State>) }',
  )
  const module = fileURLToPath(new URL('client/windows.ts', import.meta.url))
  return `import { fromStore, fromWindow } from ${JSON.stringify(module)}\n${found}`
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
