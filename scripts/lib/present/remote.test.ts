// What the audience's machines may ask, and what only ours may.
import { expect, it } from 'vitest'
import { remoteRefusal } from './remote.ts'

const from = (remoteAddress: string | undefined) => (method: string, url: string) =>
  remoteRefusal({ remoteAddress, method, url }) === null
const guest = from('192.168.1.20'),
  own = from('127.0.0.1')

it('lets a guest look and turn pages', () => {
  for (const url of [
    '/',
    '/presenter/3?password=x',
    '/__slidev/slides/3.json',
    '/@vite/client',
    '/decks/03/slides.md__slidev_1.md',
  ])
    expect(guest('GET', url), url).toBe(true)
  expect(guest('POST', '/@server-reactive/nav')).toBe(true)
})
it('lets no guest write, or use the tools', () => {
  expect(guest('POST', '/__slidev/slides/3.json')).toBe(false)
  for (const url of ['/__mcp', '/__mcp/', '//__mcp', '/x/../__mcp', '/__open-in-editor?file=x'])
    expect(guest('GET', url), url).toBe(false)
  expect(from(undefined)('POST', '/__slidev/slides/3.json')).toBe(false)
})
it('lets this machine do everything', () => {
  expect(own('POST', '/__slidev/slides/3.json')).toBe(true)
  expect(own('POST', '/__mcp')).toBe(true)
})
it('lets no foreign page write, also on this machine', () => {
  const post = { remoteAddress: '127.0.0.1', method: 'POST', url: '/__slidev/slides/3.json', host: 'localhost:3030' }
  expect(remoteRefusal({ ...post, origin: 'http://localhost:3030' })).toBeNull()
  expect(remoteRefusal({ ...post, origin: 'https://evil.example' })).not.toBeNull()
  expect(remoteRefusal({ ...post, origin: 'null' })).not.toBeNull()
})
