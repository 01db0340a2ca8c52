// Keeps the server of a talk alive: starts it, starts it again when it ends, with the same key, ports, pairing and place, and ends it with us.
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Entry } from './audience/votes.ts'
import type { Note, Order, Said } from './room/serve.ts'

/** Milliseconds: a server that lives shorter than this has something wrong that a new start does not mend. */
const QUICK = 3000
const MOST_QUICK = 3

export interface Keeper {
  tell(note: Note): void
  /** Resolves when the talk is over. */
  ended: Promise<number>
  end(): void
}

/** @param heard what the server says of itself, each time that it starts */
export function keepServing(order: Order, heard: (said: Said) => void): Keeper {
  const now = { ...order }
  /** What the audience said, by key: only the newest of each counts. It lives here and nowhere else, and is gone with the talk. */
  const entries = new Map<string, Entry>()
  let child: ChildProcess
  let ending = false
  let quick = 0
  const { promise: ended, resolve } = Promise.withResolvers<number>()

  function start(): void {
    const began = Date.now()
    child = fork(join(import.meta.dirname, 'room', 'serve.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child.send({ ...now, entries: [...entries.values()] })
    child.on('message', (said: Said) => {
      if (said.kind === 'room') now.room = said.room
      if (said.kind === 'pairing') now.pairing = said.pairing
      if (said.kind === 'entry') return void entries.set(said.key, said.entry)
      heard(said)
    })
    child.once('exit', (code, signal) => {
      quick = Date.now() - began < QUICK ? quick + 1 : 0
      if (ending || quick > MOST_QUICK) return resolve(ending ? 0 : (code ?? 1))
      console.log(`The server ended (${signal ?? `code ${code}`}). Starting it again; the windows go on meanwhile.`)
      start()
    })
  }
  start()

  return {
    tell(note) {
      if (note.kind === 'edition') now.edition = note
      // A server that is started anew may begin with the new build at once.
      if (note.kind === 'build') now.builds = [note.dir, ...now.builds.filter(dir => dir !== note.dir)]
      if (child.connected) child.send(note)
    },
    ended,
    end() {
      ending = true
      child.kill('SIGTERM')
    },
  }
}
