// Guests on another machine than the talk: they hear it, answer it, and are taken to its next deck.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Edition } from '../guests/edition.ts'
import { Broker } from './broker.testing.ts'
import { brokerPodium } from './broker.ts'
import type { Podium } from './channel.ts'
import { guestsElsewhere } from './elsewhere.ts'

const dir = mkdtempSync(join(tmpdir(), 'ri-elsewhere-'))
const edition = (deck: string): Promise<Edition> => {
  mkdirSync(join(dir, deck), { recursive: true })
  writeFileSync(join(dir, deck, 'index.html'), `<!doctype html><title>${deck}</title>`)
  return deck === '03-none'
    ? Promise.reject(new Error(`${deck} could not be made`))
    : Promise.resolve({ dir, list: [{ path: `${deck}/index.html`, slide: 0 }] })
}
const broker = new Broker()
const urls: string[] = []
const troubles: string[] = []
let podium: Podium, close: () => Promise<void>
const eventually = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: 8000, interval: 20 })
const at = (deck: string, slide: number) => podium.tell('place', { deck, slide, click: 0, reached: slide })

beforeAll(async () => {
  await broker.start()
  close = await guestsElsewhere({
    broker: broker.address(),
    address: '127.0.0.1',
    port: 0,
    edition,
    onOpen: url => urls.push(url),
    onTrouble: error => troubles.push(error.message),
  })
  podium = await brokerPodium(broker.address())
})
afterAll(async () => {
  await close()
  await podium.close()
  await broker.stop()
  rmSync(dir, { recursive: true })
})

/** What the stream says first of where the talk is. */
async function heard(url: string): Promise<string> {
  const { body } = await fetch(`${url}room/stream`)
  let text = ''
  for await (const part of body!) {
    text += Buffer.from(part).toString()
    const place = /event: place\ndata: (.*)\n/.exec(text)?.[1]
    // Whoever leaves the loop leaves the stream.
    if (place) return place
  }
  return text
}

it('waits for the talk, then serves its deck from here and brings what guests say to it', async () => {
  expect(urls).toEqual([])
  podium.onSay(async () => ({ status: 'full' }))
  at('01-a', 3)
  await eventually(() => urls).toHaveLength(1)
  expect(await (await fetch(`${urls[0]}01-a/`)).text()).toContain('01-a')
  expect(JSON.parse(await heard(urls[0]!))).toMatchObject({ slide: 3 })
  const said = await fetch(`${urls[0]}room/say`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: urls[0]!.replace(/\/$/, '') },
    body: '{"do":"join"}',
  })
  expect([said.status, await said.json()]).toEqual([503, { status: 'full' }])
})

it('counts its guests for the talk', async () => {
  let count = -1
  podium.onCount(guests => (count = guests))
  const end = new AbortController()
  await fetch(`${urls[0]}room/stream`, { signal: end.signal })
  await eventually(() => count).toBe(1)
  end.abort()
  await eventually(() => count).toBe(0)
})

it('goes on with the next deck, and without one that cannot be made', async () => {
  at('03-none', 1)
  await eventually(() => troubles).toEqual(['03-none could not be made'])
  at('02-b', 2)
  await eventually(() => urls).toHaveLength(2)
  expect(await (await fetch(`${urls[1]}02-b/`)).text()).toContain('02-b')
  expect(JSON.parse(await heard(urls[1]!))).toMatchObject({ deck: '02-b', slide: 2 })
})
