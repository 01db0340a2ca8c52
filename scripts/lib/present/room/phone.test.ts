// The phone's door: one phone with the code of the desk moves the room, and nobody else does, not even with what it sent.
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DECK, fixture } from './fixture.testing.ts'
import { type Pairing, type PhoneServer, servePhone } from './phone.ts'
import { ask } from './raw.testing.ts'
import { commandMac, pairMac, sessionKey } from './signing.ts'
import type { Move } from './state.ts'

const { dir, builds, hall, pages } = fixture()
let server: PhoneServer
let base: string
let kept: Pairing | null = null
const open = async (pairing: Pairing | null = null): Promise<void> => {
  server = await servePhone({
    address: '127.0.0.1',
    port: 0,
    hall,
    builds,
    pages,
    pairing,
    onPairing: pairing_ => (kept = pairing_),
  })
  base = `http://127.0.0.1:${server.port}`
}
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  await open()
})
afterEach(async () => {
  await server.close()
  vi.restoreAllMocks()
})
afterAll(() => rmSync(dir, { recursive: true }))

const post = (path: string, body: unknown, origin = base): Promise<Response> =>
  fetch(base + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(origin && { origin }) },
  })
const secretOf = (invitation: string): string => new URL(invitation).hash.slice(1)

interface Phone {
  session: string
  act(move: Move, n?: number): Promise<Response>
  /** What crosses the network for a command. */
  command(move: Move, n: number): object
}

async function pair(secret: string): Promise<Phone | number> {
  const nonce = randomBytes(18).toString('hex')
  const answer = await post('/pair', { nonce, mac: pairMac(secret, nonce) })
  if (!answer.ok) return answer.status
  const { session } = (await answer.json()) as { session: string }
  const key = sessionKey(secret, nonce, session)
  let last = 0
  const command = (move: Move, n: number) => ({ n, move, mac: commandMac(key, n, move) })
  return { session, command, act: (move, n = ++last) => post('/do', command(move, n)) }
}
const paired = async (): Promise<Phone> => {
  const phone = await pair(secretOf(server.invite()))
  if (typeof phone === 'number') throw new Error(`not paired: ${phone}`)
  return phone
}

describe('the phone with the code', () => {
  it('reads its deck and moves the room, command by command', async () => {
    hall.move({ do: 'go', slide: 1, click: 0 }, 'test')
    const phone = await paired()
    expect(hall.house.phone).toBe('paired')
    expect(await (await fetch(`${base}/`)).text()).toContain('phone.html')
    const html = await (await fetch(`${base}/${phone.session}/${DECK}/`)).text()
    expect(html).toContain('room/bridge.js')
    expect(html).not.toContain('data-live')
    expect((await fetch(`${base}/${phone.session}/room/talk/${DECK}.json`)).status).toBe(200)
    expect(await (await phone.act({ do: 'next' })).json()).toMatchObject({ slide: 2, click: 0 })
    expect(await (await phone.act({ do: 'black' })).json()).toMatchObject({ cover: 'black' })
    expect(await (await phone.act({ do: 'back' })).json()).toMatchObject({ cover: 'none', slide: 2 })
    expect(kept).toMatchObject({ session: phone.session, n: 3 })
  })
  it('goes on after the server was started again', async () => {
    const phone = await paired()
    await phone.act({ do: 'clock' })
    const before = kept
    const { port } = server
    await server.close()
    server = await servePhone({
      address: '127.0.0.1',
      port,
      hall,
      builds,
      pages,
      pairing: before,
      onPairing: pairing => (kept = pairing),
    })
    // The connection that was kept open belonged to the server before.
    const again = await phone.act({ do: 'clock' }, 2).catch(() => phone.act({ do: 'clock' }, 2))
    expect(again.status).toBe(200)
    expect((await phone.act({ do: 'clock' }, 2)).status).toBe(409)
  })
  it('is put out by the next one, and by the desk', async () => {
    const first = await paired()
    const second = await paired()
    expect((await first.act({ do: 'next' })).status).toBe(403)
    expect((await fetch(`${base}/${first.session}/room/talk/${DECK}.json`)).status).toBe(404)
    expect((await second.act({ do: 'next' })).status).toBe(200)
    server.revoke()
    expect(hall.house.phone).toBe('closed')
    expect((await second.act({ do: 'next' })).status).toBe(403)
    expect((await fetch(`${base}/${second.session}/room/stream`)).status).toBe(404)
    expect(kept).toBeNull()
  })
})

describe('whoever else is in the network', () => {
  it('reads nothing of the talk', async () => {
    await paired()
    for (const path of [
      `/${DECK}/`,
      `/room/talk/${DECK}.json`,
      '/room/stream',
      `/x/room/stream`,
      '/desk',
      '/assets/course-12345678.js',
      '/secret.txt',
      '/../pages/desk.html',
    ]) {
      expect(await ask(server.port, `GET ${path}`), path).toContain(' 404 ')
    }
  })
  it('cannot guess the code, and after five wrong ones nobody can', async () => {
    const secret = secretOf(server.invite())
    expect(secret.length).toBeGreaterThanOrEqual(24)
    for (let i = 0; i < 5; i++) expect(await pair(`wrong-${i}`)).toBe(403)
    expect(await pair(secret)).toBe(403)
    expect(typeof (await pair(secretOf(server.invite())))).toBe('object')
  })
  it('cannot use the code a second time, nor one that the desk has replaced', async () => {
    const secret = secretOf(server.invite())
    expect(typeof (await pair(secret))).toBe('object')
    expect(await pair(secret)).toBe(403)
    const old = secretOf(server.invite())
    server.invite()
    expect(await pair(old)).toBe(403)
  })
  it('cannot send again what it overheard, nor change it, nor sign without the key', async () => {
    const phone = await paired()
    const overheard = phone.command({ do: 'next' }, 1)
    expect((await post('/do', overheard)).status).toBe(200)
    expect((await post('/do', overheard)).status).toBe(409)
    const before = hall.room
    expect((await post('/do', { ...overheard, n: 2 })).status).toBe(403)
    expect((await post('/do', { ...phone.command({ do: 'next' }, 3), move: { do: 'black' } })).status).toBe(403)
    const mac = commandMac(phone.session, 4, { do: 'next' })
    expect((await post('/do', { n: 4, move: { do: 'next' }, mac })).status).toBe(403)
    expect(hall.room).toEqual(before)
    expect((await phone.act({ do: 'clock' }, 5)).status).toBe(200)
  })
  it('is refused from another page, by another name, with another form', async () => {
    const phone = await paired()
    expect((await post('/do', phone.command({ do: 'next' }, 1), 'http://evil.example')).status).toBe(403)
    expect((await post('/do', phone.command({ do: 'next' }, 1), '')).status).toBe(403)
    expect(await ask(server.port, 'GET /', { host: 'evil.example' })).toContain(' 403 ')
    for (const body of [
      {},
      null,
      { ...phone.command({ do: 'next' }, 1), extra: 1 },
      { ...phone.command({ do: 'next' }, 1), n: 0 },
      { ...phone.command({ do: 'next' }, 1), mac: 'x' },
      { n: 1, move: { do: 'exec' }, mac: 'a'.repeat(64) },
      { n: 1, move: { do: 'go', slide: 1e9, click: 0 }, mac: 'a'.repeat(64) },
    ])
      expect((await post('/do', body)).status, JSON.stringify(body)).toBe(400)
    for (const method of ['PUT', 'DELETE', 'OPTIONS'])
      expect(await ask(server.port, `${method} /`, { origin: base }), method).toContain(' 405 ')
    expect((await post('/room/state', {})).status).toBe(404)
    expect((await post('/room/run', {})).status).toBe(404)
  })
})
