// What Vite hears while a deck is presented: the review's attacks B1 to B7 and neighbours of ours, without a server.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { courseFile } from '../slides/vite.ts'
import { chooseAddress } from './address.ts'
import { postedTo, refusal } from './door.ts'
import { gates } from './guests/gate.ts'
import { droppedOf, heard, heardText } from './heard.ts'
import { navPartSchema, navPostSchema, placeSchema, slideEditSchema, socketSchema } from './messages.ts'

const RUNNER = '/__ri/run'
const own = { remoteAddress: '127.0.0.1', method: 'GET', url: '/', host: 'localhost:3030', origin: undefined }
const status = (visitor: Partial<Parameters<typeof refusal>[0]>): number | undefined =>
  refusal({ ...own, ...visitor }, RUNNER)?.status

describe('the door to Vite', () => {
  it('opens to pages of this machine', () => {
    for (const url of ['/', '/presenter/3?clicks=2', '/@vite/client', '/__slidev/slides/3.json', '/gallery'])
      expect(status({ url }), url).toBeUndefined()
    const origin = 'http://localhost:3030'
    for (const url of ['/@server-reactive/nav', '/__slidev/slides/3.json', RUNNER])
      expect(status({ method: 'POST', url, origin }), url).toBeUndefined()
  })
  it('is closed to other machines, rebound names and foreign pages', () => {
    expect(status({ remoteAddress: '192.0.2.2' })).toBe(403)
    expect(status({ remoteAddress: undefined })).toBe(403)
    for (const host of ['evil.example', 'localhost.evil.example', 'localhost:3030@evil.example', '', '192.0.2.2:3030'])
      expect(status({ host }), host).toBe(403)
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost:3031',
      'http://localhost:3030.evil.example',
    ])
      expect(status({ origin }), origin).toBe(403)
  })
  it('takes no post without an origin, none to another place, and no other method', () => {
    const origin = 'http://localhost:3030'
    expect(status({ method: 'POST', url: '/@server-reactive/nav' })).toBe(403)
    for (const url of [
      '/@server-reactive/drawings',
      '/@server-reactive/__proto__/shell',
      '/@server-reactive/nav/__proto__',
      '/@server-reactive/nav?diff',
      '/@server-ref/nav',
      '/@server-reactive/sync',
      '/@server-reactive/snapshots',
      '/%40server-reactive/nav',
      '/anything',
    ])
      expect(status({ method: 'POST', url, origin }), url).toBe(404)
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'post'])
      expect(status({ method, url: '/@server-reactive/nav', origin }), method).toBe(405)
  })
  it('keeps tools and malformed addresses out, however they are spelled', () => {
    for (const url of ['/__mcp', '/__mcp/', '/x/../__mcp', '/%5f%5fmcp', '/__OPEN-in-editor?file=x', '/__inspect/'])
      expect(status({ url }), url).toBe(403)
    for (const url of ['//__mcp', '/%E0%A4%A', 'http://[::bad/', '*', `/${'a'.repeat(3000)}`, '/a b', '/\u0000'])
      expect(status({ url }), url).toBe(400)
  })
  it('knows what a post is about', () => {
    expect(postedTo('/@server-reactive/nav', RUNNER)).toBe('nav')
    expect(postedTo('/__slidev/slides/12.json?x', RUNNER)).toBe('slide')
    expect(postedTo('/__slidev/slides/12.json/../../x', RUNNER)).toBeNull()
  })
})

describe('files that a slide may show (B1)', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'ri-door-')))
  afterAll(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'decks/01-a/snippets'), { recursive: true })
  mkdirSync(join(root, 'outside'))
  for (const file of ['decks/01-a/snippets/a.rs', 'outside/secret.rs', 'outside/key', 'decks/01-a/quiz.yaml'])
    writeFileSync(join(root, file), 'canary')
  symlinkSync(join(root, 'outside/secret.rs'), join(root, 'decks/01-a/snippets/link.rs'))
  symlinkSync(join(root, 'outside'), join(root, 'decks/01-a/away'))
  const file = (path: string, name = /\.rs$/) => courseFile(join(root, path), root, name)

  it('are those of the course', () => {
    expect(file('decks/01-a/snippets/a.rs')).toBe(join(root, 'decks/01-a/snippets/a.rs'))
    expect(file('decks/01-a/snippets/missing.rs')).toBe(join(root, 'decks/01-a/snippets/missing.rs'))
  })
  it('are refused by their real path, their kind, and a byte of nothing', () => {
    for (const path of ['outside/secret.rs', 'decks/01-a/snippets/link.rs', 'decks/01-a/away/secret.rs', 'outside/key'])
      expect(() => file(path), path).toThrow('is no file of decks/')
    expect(() => file('decks/01-a/quiz.yaml')).toThrow('is no file of decks/')
    expect(() => file('decks/../outside/none.rs')).toThrow('is no file of decks/')
    expect(() => file('decks/a\0.rs')).toThrow('is no file of decks/')
  })
})

const timer = { status: 'stopped', slides: {}, startedAt: 0, pausedAt: 0 }
const nav = { page: 3, clicks: 1, clicksTotal: 2, timer }

describe('messages', () => {
  it('pass in the forms that Slidev writes', () => {
    const lastUpdate = { id: 'http://localhost:3030_ab', type: 'presenter', time: 1 }
    expect(navPostSchema.safeParse({ source: 'ab', data: { ...nav, lastUpdate }, timestamp: 1 }).success).toBe(true)
    expect(navPostSchema.safeParse({ source: 'ab', patch: { page: 3 }, timestamp: 1 }).success).toBe(true)
    expect(socketSchema.safeParse({ type: 'ping' }).success).toBe(true)
    expect(socketSchema.safeParse({ type: 'custom', event: 'vite:invalidate', data: { path: '/a.ts' } }).success).toBe(
      true,
    )
  })
  it('are refused when anything else is in them (B2, B4, B6)', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    for (const text of [
      'null',
      '[]',
      '"x"',
      '1e999',
      '{"source":"a","patch":{"4":"<image href=x onerror=alert(1)>"}}',
      '{"source":"a","patch":{"__proto__":{"shell":true}}}',
      '{"source":"a","__proto__":{"shell":true},"patch":{"page":3}}',
      '{"source":"a","patch":{"constructor":{"prototype":{"shell":true}}}}',
      '{"source":"a","patch":{"timer":{"status":"running","slides":{"__proto__":{"start":1}},"startedAt":0,"pausedAt":0}}}',
      '{"source":"a","patch":{"page":-1}}',
      '{"source":"a","patch":{"page":"3"}}',
      '{"source":"a","data":{"shell":true}}',
    ])
      expect(heardText('posts', navPostSchema, text), text).toBeNull()
    for (const message of [
      null,
      [],
      { type: 'custom' },
      { type: 'custom', event: 'slidev:monaco-write' },
      { type: 'custom', event: 'vite:invoke' },
      { type: 'custom', event: 'vite:client:disconnect' },
      { type: 1 },
    ])
      expect(socketSchema.safeParse(message).success, JSON.stringify(message)).toBe(false)
    expect(slideEditSchema.safeParse({ content: 'a', path: '/etc' }).success).toBe(false)
    expect(placeSchema.safeParse({ deck: '../x', slide: 1, click: 0, reached: 1 }).success).toBe(false)
    expect(({} as Record<string, unknown>)['shell']).toBeUndefined()
    warn.mockRestore()
  })
  it('are dropped, counted, and logged once', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    expect(heard('a kind', navPartSchema, { page: 2 })).toEqual({ page: 2 })
    for (const text of ['{bad', 'null', '{"page":{}}']) expect(heardText('a kind', navPartSchema, text)).toBeNull()
    expect(droppedOf('a kind')).toBe(3)
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })
})

describe('what guests may have when', () => {
  const chunk = (file: string, modules: string[], imports: string[] = [], dynamicImports: string[] = []) => ({
    file,
    modules,
    imports,
    dynamicImports,
  })
  const slideOf = (module: string) => (/^slide(\d)/.test(module) ? Number(module[5]) : null)
  const all = (...chunks: ReturnType<typeof chunk>[]) => new Map(chunks.map(c => [c.file, c]))
  it('is a chunk from the first slide on that needs it', () => {
    const from = gates(
      all(
        chunk('entry', ['e'], ['base'], ['s1', 's2', 's3']),
        chunk('base', ['b']),
        chunk('s1', ['slide1'], ['base']),
        chunk('s2', ['slide2'], ['shared']),
        chunk('s3', ['slide3'], ['shared', 'late']),
        chunk('shared', ['x']),
        chunk('late', ['y']),
        chunk('unused', ['z']),
      ),
      'entry',
      slideOf,
    )
    expect(Object.fromEntries(from)).toEqual({ entry: 0, base: 0, s1: 1, s2: 2, shared: 2, s3: 3, late: 3 })
  })
  it('cannot be said of a chunk with two slides', () => {
    expect(() => gates(all(chunk('s', ['slide1', 'slide2'])), 's', slideOf)).toThrow('the slides 1 and 2')
  })
})

it('finds the address on which guests are heard', () => {
  const at = (address: string, internal: boolean) => ({ address, internal, family: 'IPv4' }) as never
  const there = { lo: [at('127.0.0.1', true)], wlan0: [at('192.0.2.7', false)] }
  expect(chooseAddress(undefined, there)).toBe('192.0.2.7')
  expect(chooseAddress('127.0.0.1', there)).toBe('127.0.0.1')
  expect(() => chooseAddress('0.0.0.0', there)).toThrow('this machine has 127.0.0.1, 192.0.2.7')
  expect(() => chooseAddress(undefined, { lo: there.lo })).toThrow('in no network')
})
