// The guests' server over a small edition: what a guest gets, what an ill-meaning one does not, and what the others notice of it.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { localChannel, type Podium } from '../audience/channel.ts'
import { tellPlaces } from '../audience/reach.ts'
import { Files } from './files.ts'
import type { Limits } from './limits.ts'
import { serveGuests, type GuestServer } from './server.ts'
import { Stream } from '../stream.ts'

const DECK = '01-a'
const dir = mkdtempSync(join(tmpdir(), 'ri-guests-'))
mkdirSync(join(dir, DECK))
writeFileSync(join(dir, DECK, 'index.html'), '<!doctype html><title>the deck</title>')
writeFileSync(join(dir, 'one-12345678.js'), 'export const one = 1')
writeFileSync(join(dir, 'two-12345678.js'), 'export const two = 2')
writeFileSync(join(dir, 'secret.txt'), 'canary')
const list = [
  { path: `${DECK}/index.html`, slide: 0 },
  { path: 'one-12345678.js', slide: 1 },
  { path: 'two-12345678.js', slide: 2 },
]

let server: GuestServer | undefined
const open = async (
  limits?: Partial<Limits>,
): Promise<GuestServer & { podium: Podium; move: (place: unknown) => void }> => {
  const { podium, floor } = localChannel()
  server = await serveGuests({
    deck: DECK,
    files: new Files(dir, list),
    floor,
    address: '127.0.0.1',
    port: 0,
    ...(limits && { limits }),
  })
  return { ...server, podium, move: tellPlaces(podium, DECK) }
}
afterEach(() => server?.close())
afterAll(() => rmSync(dir, { recursive: true }))

/** The first line of what a server answers to some bytes; `closed` when that is nothing. */
const raw = (bytes: string, port = server!.port): Promise<string> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let text = ''
    socket.on('data', data => {
      text += data.toString()
      if (text.includes('\r\n')) socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(text.split('\r\n', 1)[0] || 'closed'))
  })
const ask = (line: string, headers: Record<string, string> = {}): Promise<string> =>
  raw(
    [
      `${line} HTTP/1.1`,
      ...Object.entries({ host: `127.0.0.1:${server!.port}`, connection: 'close', ...headers }).map(
        ([name, value]) => `${name}: ${value}`,
      ),
      '\r\n',
    ].join('\r\n'),
  )
const until = async (holds: () => boolean): Promise<void> => {
  await expect.poll(holds, { timeout: 5000, interval: 10 }).toBe(true)
}

/** A reader of the stream, with the places that it heard. */
async function follow(): Promise<{ heard: { slide: number }[]; status: number; close(): void }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${server!.url}room/stream`, { agent: false }, response => {
      const heard: { slide: number }[] = []
      response.on('data', (data: Buffer) => {
        for (const [, json] of data.toString().matchAll(/^event: place\ndata: (.*)$/gm))
          heard.push(JSON.parse(json!) as never)
      })
      response.on('error', () => {})
      resolve({ heard, status: response.statusCode!, close: () => asked.destroy() })
    })
    asked.on('error', reject)
    asked.end()
  })
}

describe('a guest', () => {
  it('gets the deck, the place, and slides once the talk has reached them', async () => {
    const { url, move } = await open()
    expect(await (await fetch(url)).text()).toContain('the deck')
    expect((await fetch(`${url}one-12345678.js`)).status).toBe(200)
    expect((await fetch(`${url}two-12345678.js`)).status).toBe(403)
    const first = await follow()
    move({ deck: DECK, slide: 2, click: 1 })
    await until(() => first.heard.length === 2)
    expect((await fetch(`${url}two-12345678.js`)).status).toBe(200)
    const late = await follow()
    await until(() => late.heard.length === 1)
    expect(late.heard).toEqual([{ deck: DECK, slide: 2, click: 1, reached: 2 }])
    move({ deck: DECK, slide: 1, click: 0 })
    expect((await fetch(`${url}two-12345678.js`)).status).toBe(200)
    const { headers } = await fetch(url)
    expect(headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    first.close()
    late.close()
  })
  it('cannot be led astray by a malformed place', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { move, place } = await open()
    for (const message of [
      null,
      1,
      {},
      { deck: DECK, slide: '2', click: 0 },
      { deck: DECK, slide: 1e9, click: 0 },
      { deck: 'x', slide: 2, click: 0 },
    ])
      move(message)
    expect(place()).toEqual({ deck: DECK, slide: 1, click: 0, reached: 1 })
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })
})

describe('what guests say', () => {
  const say = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server!.url}room/say`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', origin: server!.url.slice(0, -1), ...headers },
    })

  it('is taken at one address, in its form, from pages of the talk, and answered by the talk', async () => {
    const { podium } = await open()
    expect((await say({ do: 'join' })).status).toBe(503)
    const heard: unknown[] = []
    podium.onSay(message => {
      heard.push(message)
      return Promise.resolve({ status: 'closed' })
    })
    expect(await (await say({ do: 'join' })).json()).toEqual({ status: 'closed' })
    for (const body of [
      'null',
      '[]',
      '{bad',
      '1e999',
      '"x"',
      { do: 'join', more: 1 },
      '{"do":"join","__proto__":{"a":1}}',
      { do: 'vote', you: 'me' },
    ])
      expect((await say(body)).status, JSON.stringify(body)).toBe(400)
    expect((await say('x'.repeat(5000))).status).toBe(413)
    expect((await say({ do: 'join' }, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await say({ do: 'join' }, { origin: 'http://evil.example' })).status).toBe(403)
    expect(await ask('POST /room/say', { 'content-length': '0' })).toContain(' 403 ')
    expect(await ask('POST /room/say?x', { 'content-length': '0' })).toContain(' 405 ')
    expect(heard).toEqual([{ do: 'join' }])
  })
  it('is limited: so much of one address, so many new guests', async () => {
    const { podium } = await open({ says: { burst: 8, perSecond: 0 }, joins: { burst: 3, perSecond: 0 } })
    podium.onSay(() => Promise.resolve({ status: 'counted' }))
    const statuses: number[] = []
    for (let i = 0; i < 10; i++) statuses.push((await say({ do: 'join' })).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429, 429, 429, 429, 429])
  })
})

describe('an ill-meaning guest', () => {
  it('gets no file that is not in the list, however it is spelled', async () => {
    await open()
    for (const path of [
      '/secret.txt',
      '/01-a/../secret.txt',
      '/01-a/%2e%2e/secret.txt',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/etc/passwd?import&ri-source',
      '/@fs/etc/passwd',
      '/one-12345678.js/',
      '/ONE-12345678.js',
      '/one-12345678.js%00',
      '//one-12345678.js',
      '/one-12345678.js.map',
      '/list.json',
      '/__proto__',
      '/constructor',
      '/@server-reactive/nav',
      '/__slidev/slides/1.json',
      '/%E0%A4%A',
    ])
      expect(await ask(`GET ${path}`), path).toContain(' 404 ')
    expect(await ask('GET http://evil.example/etc/passwd')).toContain(' 404 ')
    expect(await ask('GET /two-12345678.js?x')).toContain(' 403 ')
    expect(await ask('HEAD /two-12345678.js')).toContain(' 403 ')
    expect(await ask('GET /two-12345678.js', { range: 'bytes=0-3' })).toContain(' 403 ')
    expect(await ask(`GET /${'a'.repeat(400)}`)).toContain(' 414 ')
  })
  it('writes nothing, and comes by no other name', async () => {
    await open()
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect(await ask(`${method} /`, { 'content-length': '0' }), method).toContain(' 405 ')
    expect(await ask('GET /', { 'content-length': '1000000000' })).toContain(' 413 ')
    expect(await ask('GET /', { 'transfer-encoding': 'chunked' })).toContain(' 413 ')
    expect(await ask('GET /', { host: 'evil.example' })).toContain(' 403 ')
    expect(await ask('GET /room/stream', { origin: 'http://evil.example' })).toContain(' 403 ')
    expect(await ask('GET /', { origin: 'null' })).toContain(' 403 ')
  })
  it('does not end the server by what is no HTTP', async () => {
    await open()
    const host = `host: 127.0.0.1:${server!.port}`
    for (const bytes of [
      '\x00\x01\x02\r\n\r\n',
      'GET / HTTP/1.0\r\n\r\n',
      `GET / HTTP/1.1\r\n${host}\r\nx: ${'a'.repeat(16384)}\r\n\r\n`,
      `POST / HTTP/1.1\r\n${host}\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      'CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\n\r\n',
      `GET /room/stream HTTP/1.1\r\n${host}\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-version: 13\r\n\r\n`,
    ])
      expect(await raw(bytes), bytes.slice(0, 40)).not.toContain(' 200 ')
    expect(await ask('GET /01-a/')).toContain(' 200 ')
  })
  it('holds no more streams, sockets and requests than one address may', async () => {
    const { guests } = await open({ streamsOfOne: 2, socketsOfOne: 8, burst: 12, perSecond: 0.001, silence: 60_000 })
    const readers = [await follow(), await follow()]
    expect((await follow()).status).toBe(503)
    expect(guests()).toBe(2)
    readers[0]!.close()
    await until(() => guests() === 1)
    const sockets = Array.from({ length: 30 }, () => connect(server!.port, '127.0.0.1').on('error', () => {}))
    const closed = new Set<Socket>()
    for (const socket of sockets) socket.on('close', () => closed.add(socket))
    await until(() => closed.size >= 22)
    for (const socket of sockets) socket.destroy()
    await until(() => closed.size === 30)
    const answers: string[] = []
    for (let i = 0; i < 12; i++) answers.push(await ask('GET /01-a/'))
    expect(answers.filter(a => a.includes(' 200 ')).length).toBeGreaterThan(5)
    expect(answers.at(-1)).toBe('closed')
    readers[1]!.close()
  })
  it('loses a socket on which nothing happens', async () => {
    await open({ idle: 200 })
    const begun = Date.now()
    expect(await raw(`GET /01-a/ HTTP/1.1\r\nhost: 127.0.0.1:${server!.port}\r\nx: `)).toMatch(/closed| 408 /)
    expect(Date.now() - begun).toBeLessThan(5000)
  })
})

describe('a reader that takes nothing', () => {
  it('gets the newest place when it does, costs no queue, and is dropped in the end', async () => {
    const heard: Record<string, () => void> = {}
    const written: string[] = []
    let takes = false
    let destroyed = false
    const out = {
      writeHead: () => {},
      on: (event: string, listener: () => void) => (heard[event] = listener),
      write: (bytes: Buffer) => {
        written.push(bytes.toString())
        return takes
      },
      destroy: () => (destroyed = true),
    }
    const stream = new Stream({ place: { slide: 1 } }, { patience: 30, every: 10 })
    stream.add(out as never)
    for (let slide = 2; slide < 5000; slide++) stream.send('place', { slide })
    expect(written).toHaveLength(1)
    takes = true
    heard['drain']!()
    expect(written).toHaveLength(2)
    expect(written[1]).toContain('"slide":4999')
    takes = false
    stream.send('place', { slide: 1 })
    await until(() => destroyed)
    heard['close']!()
    expect(stream.size).toBe(0)
    stream.close()
  })
})

it('takes no link, no folder and no other kind of file into the list', () => {
  symlinkSync('/etc/hostname', join(dir, 'link.js'))
  mkdirSync(join(dir, 'folder.js'))
  for (const path of ['link.js', 'folder.js', 'secret.txt', '../outside.js', 'missing.js'])
    expect(() => new Files(dir, [{ path, slide: 0 }]), path).toThrow()
})
