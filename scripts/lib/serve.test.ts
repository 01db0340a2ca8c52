import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PortTaken, serve, type Server } from './serve.ts'

let dir: string
let server: Server
beforeAll(async () => {
  const top = mkdtempSync(join(tmpdir(), 'serve ü '))
  dir = join(top, 'dist')
  mkdirSync(join(dir, 'deck'), { recursive: true })
  writeFileSync(join(top, 'secret.txt'), 'secret')
  mkdirSync(join(top, 'dist-sibling'))
  writeFileSync(join(top, 'dist-sibling', 'index.html'), 'sibling')
  writeFileSync(join(dir, 'index.html'), 'home')
  writeFileSync(join(dir, 'deck', 'index.html'), 'deck')
  for (const name of ['a.js', 'a.css', 'a.pdf', 'a.woff2', 'a.svg', 'a.json', 'a.wasm'])
    writeFileSync(join(dir, name), '{}')
  server = await serve(dir, { base: '/some/course/' })
})
afterAll(async () => {
  await server.close()
  rmSync(join(dir, '..'), { recursive: true })
})

const get = (path: string) => fetch(server.url + path, { redirect: 'manual' })

/** What a browser would tidy away before it sends it. */
function raw(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    )
    let answer = ''
    socket.on('data', d => {
      answer += d
    })
    socket.on('end', () => resolve(answer))
    socket.on('error', reject)
  })
}

describe('serve', () => {
  it('serves below its base and nowhere else', async () => {
    expect(await (await get('')).text()).toBe('home')
    expect((await fetch(`http://127.0.0.1:${server.port}/index.html`)).status).toBe(404)
  })
  it('sends a folder without its slash on, query kept, so that relative links work', async () => {
    const answer = await get('deck?print')
    expect([answer.status, answer.headers.get('location')]).toEqual([301, '/some/course/deck/?print'])
    expect(await (await get('deck/?print')).text()).toBe('deck')
  })
  it('knows the types that a site needs', async () => {
    const types = await Promise.all(
      ['a.js', 'a.css', 'a.pdf', 'a.woff2', 'a.svg', 'a.json', 'a.wasm'].map(async f =>
        (await get(f)).headers.get('content-type'),
      ),
    )
    expect(types.map(t => t?.split(';')[0])).toEqual([
      'text/javascript',
      'text/css',
      'application/pdf',
      'font/woff2',
      'image/svg+xml',
      'application/json',
      'application/wasm',
    ])
  })
  it.each([
    '/some/course/../../secret.txt',
    '/some/course/%2e%2e/secret.txt',
    '/some/course/..%2fsecret.txt',
    '/some/course/%2e%2e%2fsecret.txt',
    '/some/course/..%2fdist-sibling',
    '/some/course/..%5csecret.txt',
    '/some/course/%00',
    '/some/course/%zz',
    '//some/course//etc/passwd',
  ])('does not leave its folder for %s', async path => {
    const answer = await raw(path)
    expect(answer).toMatch(/^HTTP\/1\.1 (301|400|404) /)
    expect(answer).not.toMatch(/secret|sibling|root:/)
  })
  it('says in words that a port is taken', async () => {
    await expect(serve(dir, { port: server.port })).rejects.toThrow(PortTaken)
    await expect(serve(dir, { port: server.port })).rejects.toThrow(`Port ${server.port} is taken`)
  })
})
