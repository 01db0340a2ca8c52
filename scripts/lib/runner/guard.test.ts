// Who may ask the runner. Every condition is taken away once.
import { describe, expect, it } from 'vitest'
import { refusal, type Asker } from './guard.ts'
import { Queue, QueueFullError } from './queue.ts'

const good: Asker = {
  method: 'POST',
  remoteAddress: '127.0.0.1',
  host: 'localhost:3030',
  origin: 'http://localhost:3030',
  contentType: 'application/json',
  token: 'secret',
}
const status = (over: Partial<Asker>) => refusal({ ...good, ...over }, 'secret')?.status

describe('the runner', () => {
  it('answers a page of its own, over IPv4 and IPv6', () => {
    expect(refusal(good, 'secret')).toBeNull()
    expect(
      refusal(
        { ...good, remoteAddress: '::ffff:127.0.0.1', host: '[::1]:4100', origin: 'http://[::1]:4100' },
        'secret',
      ),
    ).toBeNull()
  })
  it.each([
    ['another method', { method: 'GET' }, 405],
    ['another machine', { remoteAddress: '192.168.1.7' }, 403],
    ['no address', { remoteAddress: undefined }, 403],
    ['a rebound name', { host: 'evil.example:3030', origin: 'http://evil.example:3030' }, 403],
    ['a name that begins like ours', { host: 'localhost.evil.example', origin: 'http://localhost.evil.example' }, 403],
    ['a foreign page', { origin: 'https://evil.example' }, 403],
    ['another port', { origin: 'http://localhost:8080' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['no origin', { origin: undefined }, 403],
    ['a form', { contentType: 'text/plain' }, 415],
    ['no token', { token: undefined }, 403],
    ['a token of another start', { token: 'secreT' }, 403],
  ])('refuses %s', (_, over, expected) => {
    expect(status(over)).toBe(expected)
  })
})

it('runs one job at a time, goes on after a failure, and refuses a long queue', async () => {
  const queue = new Queue(1)
  const log: string[] = []
  const job = (name: string) => async () => {
    log.push(`${name} begins`)
    await Promise.resolve()
    log.push(`${name} ends`)
    if (name === 'a') throw new Error('a fails')
  }
  const a = queue.add(job('a')),
    b = queue.add(job('b'))
  expect(() => queue.add(job('c'))).toThrow(QueueFullError)
  await expect(a).rejects.toThrow('a fails')
  await b
  await queue.add(job('d'))
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'd begins', 'd ends'])
})
