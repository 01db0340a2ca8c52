// The trainer's door over a small site: who gets in, what is there, and that nothing which is sent to it ends the talk.
import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { choosePort } from '../port.ts'
import { below } from './door.ts'
import { DECK, fixture, talk } from './fixture.testing.ts'
import { ask, raw } from './raw.testing.ts'
import { firstRoom, type Room } from './state.ts'
import { serveTrainer, type TrainerServer } from './trainer.ts'

const KEY = 'a-key-of-22-characters'
const { dir, builds, hall, pages } = fixture()
let server: TrainerServer
let base: string
let port: number
const asked: boolean[] = []

beforeAll(async () => {
  port = await choosePort(undefined, '127.0.0.1', 3700)
  server = await serveTrainer({
    key: KEY,
    port,
    hall,
    builds,
    pages,
    plan: [{ kind: 'deck', deck: DECK, title: 'A "deck" & more', from: 540, to: 600 }],
    live: () => Promise.resolve(null),
    phone: open => {
      asked.push(open)
      return Promise.resolve(open ? 'http://192.0.2.1:1/#secret' : null)
    },
    audience: () => {},
    takeBuild: () => {},
  })
  base = `http://127.0.0.1:${port}/${KEY}`
})
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))
afterEach(() => void vi.restoreAllMocks())
afterAll(async () => {
  await server.close()
  rmSync(dir, { recursive: true })
})

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(base + path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', origin: `http://127.0.0.1:${port}`, ...headers },
  })
const room = (patch: Partial<Room>): Room => ({ ...firstRoom(DECK), by: 'test', rev: hall.room.rev + 1, ...patch })

describe('a window of the trainer', () => {
  it('gets desk, deck and files, the deck with our script before its first and without the offline copy', async () => {
    expect(await (await fetch(`${base}/desk`)).text()).toContain('desk.html')
    const answer = await fetch(`${base}/${DECK}/`)
    const html = await answer.text()
    expect(html.indexOf('room/bridge.js')).toBeLessThan(html.indexOf('assets/course'))
    expect(html.indexOf('room/bridge.js')).toBeGreaterThan(0)
    expect(html).toContain('data-plan="[{&quot;kind&quot;:&quot;deck&quot;')
    expect(html).toContain('A \\&quot;deck\\&quot; &amp; more')
    expect(html).not.toMatch(/offline\.js|search\.js|deck\.js|start\.js|data-entry|manifest/)
    expect(answer.headers.get('content-security-policy')).toMatch(/script-src 'self';.*frame-ancestors 'self'/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await (await fetch(`${base}/room/talk/${DECK}.json`)).json()).toEqual(talk())
    expect((await fetch(`${base}/assets/course-12345678.js`)).status).toBe(200)
    expect(await (await fetch(`${base}/${DECK}/read/`)).text()).toContain('the article')
    expect((await fetch(`${base}/room/worker.js`)).headers.get('service-worker-allowed')).toBe(`/${KEY}/`)
    const needs = (await (await fetch(`${base}/room/needs/${DECK}.json`)).json()) as string[]
    expect(needs).toContain(`assets/${DECK}/01-12345678.js`)
    expect(needs.filter(path => path.includes('02-b'))).toEqual([])
    for (const path of needs) expect((await fetch(`${base}/${path}`)).status, path).toBe(200)
  })
  it('moves the room by a newer value, learns the newest from an older one, and stays within the deck', async () => {
    const first = hall.room.rev
    expect((await (await post('/room/state', room({ slide: 2, click: 1 }))).json()) as Room).toMatchObject({
      slide: 2,
      click: 1,
      rev: first + 1,
    })
    const old = await (await post('/room/state', room({ slide: 1, rev: first }))).json()
    expect(old).toMatchObject({ slide: 2, click: 1 })
    expect(await (await post('/room/state', room({ slide: 900, click: 99 }))).json()).toMatchObject({
      slide: 3,
      click: 2,
    })
    expect(await (await post('/room/state', room({ deck: '09-none', slide: 1 }))).json()).toMatchObject({
      deck: DECK,
      slide: 3,
    })
  })
  it('hears the room and the house as soon as it listens, and each change', async () => {
    const controller = new AbortController()
    const stream = (await fetch(`${base}/room/stream`, { signal: controller.signal })).body!
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    const until = async (text: string): Promise<void> => {
      while (!heard.includes(text)) heard += (await reader.read()).value ?? ''
    }
    await until('event: house')
    expect(heard).toContain('event: room')
    hall.move({ do: 'black' }, 'test')
    await until('"cover":"black"')
    hall.move({ do: 'uncover' }, 'test')
    await until('event: beat')
    controller.abort()
  })
})

describe('whoever is not a window of the trainer', () => {
  it('without the key is told nothing, whatever it asks for', async () => {
    for (const path of ['/', '/desk', `/${DECK}/`, '/room/stream', `/${KEY}x/desk`, `/${KEY.slice(1)}/desk`, `/${KEY}`])
      expect(await ask(port, `GET ${path}`), path).toContain(' 404 ')
    expect((await fetch(`http://127.0.0.1:${port}/`)).headers.get('access-control-allow-origin')).toBeNull()
  })
  it('with the key is refused from another machine, by another name, from another page', () => {
    const visitor = {
      remoteAddress: '127.0.0.1',
      method: 'GET',
      url: `/${KEY}/desk`,
      host: '127.0.0.1:3030',
      origin: undefined,
    }
    expect(below(visitor, KEY, 3030)).toEqual({ path: '/desk' })
    const statusOf = (other: Partial<Record<keyof typeof visitor, string>>): number | undefined => {
      const answer = below({ ...visitor, ...other }, KEY, 3030)
      return 'status' in answer ? answer.status : undefined
    }
    expect(statusOf({ remoteAddress: '192.0.2.7' })).toBe(403)
    for (const host of ['evil.example:3030', '127.0.0.1:3031', 'localhost.evil.example:3030', '127.0.0.1', ''])
      expect(statusOf({ host }), host).toBe(403)
    for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:3031', 'https://127.0.0.1:3030'])
      expect(statusOf({ origin }), origin).toBe(403)
    expect(statusOf({ method: 'POST' })).toBe(403)
    expect(statusOf({ method: 'POST', origin: 'http://127.0.0.1:3030' })).toBeUndefined()
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'TRACE']) expect(statusOf({ method }), method).toBe(405)
    for (const url of ['//evil', `/${KEY}/a b`, `/${KEY}/${'a'.repeat(3000)}`, 'http://evil.example/'])
      expect(statusOf({ url }), url).toBe(400)
  })
  it('reads no file that is not of the site, however it is spelled', async () => {
    for (const path of [
      '/secret.txt',
      '/../pages/desk.html',
      '/%2e%2e/%2e%2e/etc/passwd',
      `/${DECK}/..%2f..%2fsecret.txt`,
      '/@fs/etc/passwd',
      '/etc/passwd?import&ri-source',
      '/assets/',
      '/assets/course-12345678.js%00',
      '/.build.json',
      '/__proto__',
      '/constructor/',
      '/room/talk/__proto__.json',
      '/room/talk/..json',
    ])
      expect(await ask(port, `GET /${KEY}${path}`), path).toMatch(/ 40[04] /)
  })
})

describe('what is malformed', () => {
  it('is refused, and moves nothing', async () => {
    const before = hall.room
    for (const body of [
      '{bad',
      '',
      'null',
      '[]',
      '"x"',
      '{"rev":1e999}',
      '\u0000',
      '{"__proto__":{"shell":1}}',
      { ...room({}), extra: 1 },
      { ...room({}), slide: 0 },
      { ...room({}), slide: '2' },
      { ...room({}), slide: 1.5 },
      { ...room({}), cover: 'red' },
      { ...room({}), clock: { since: 'now', kept: 0 } },
      { ...room({}), trail: Array.from({ length: 11 }, () => ({ slide: 1, click: 0 })) },
      { ...room({}), by: '<img>' },
      { ...room({}), deck: '../..' },
    ])
      expect((await post('/room/state', body)).status, JSON.stringify(body)).toBe(400)
    expect((await post('/room/state', 'a'.repeat(5000))).status).toBe(413)
    expect((await post('/room/state', room({}), { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post('/room/state', room({}), { origin: 'http://evil.example' })).status).toBe(403)
    for (const path of ['/desk', `/${DECK}/`, '/room/stream', '/do', '/pair', '/__ri/run'])
      expect((await post(path, {})).status, path).toBe(404)
    expect((await post('/room/run', { source: '' })).status).toBe(404)
    expect(hall.room).toEqual(before)
  })
  it('does not end the server', async () => {
    const host = `host: 127.0.0.1:${port}`
    for (const bytes of [
      '\u0000\u0001\u0002\r\n\r\n',
      `GET /${KEY}/desk HTTP/1.0\r\n\r\n`,
      `GET /${KEY}/desk HTTP/1.1\r\n${host}\r\nx: ${'a'.repeat(16384)}\r\n\r\n`,
      `POST /${KEY}/room/state HTTP/1.1\r\n${host}\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      'CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\n\r\n',
      `GET /${KEY}/room/stream HTTP/1.1\r\n${host}\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-version: 13\r\n\r\n`,
    ])
      expect(await raw(bytes, port), bytes.slice(0, 40)).not.toContain(' 200 ')
    expect((await fetch(`${base}/desk`)).status).toBe(200)
  })
})

it('opens and shuts the door of the phone when the desk says so', async () => {
  const opened = (await (await post('/room/phone', { open: true })).json()) as { address: string; qr: string }
  expect(opened.address).toContain('#secret')
  expect(opened.qr).toContain('<svg')
  expect(await (await post('/room/phone', { open: false })).json()).toEqual({ address: null, qr: null })
  expect(asked).toEqual([true, false])
  expect((await post('/room/phone', { open: 'yes' })).status).toBe(400)
})
