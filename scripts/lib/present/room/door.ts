// Who may ask the trainer's server: pages that this machine's browser loaded from it, under the key of this start. Pure.
import { timingSafeEqual } from 'node:crypto'
import { isLoopback } from '../../runner/guard.ts'
import type { Refusal, Visitor } from '../door.ts'

const LONGEST_URL = 2000

export const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/**
 * The path below the key, with a slash at its head; or why the request is refused. Whoever has another key, or none, is told nothing.
 * The key is what a foreign page, another user of this machine and a rebound name do not have; the rest holds where the key was seen.
 */
export function below(
  { remoteAddress, method, url = '/', host, origin }: Visitor,
  key: string,
  port: number,
): { path: string } | Refusal {
  const no = (status: number, message: string): Refusal => ({ status, message })
  if (!isLoopback(remoteAddress)) return no(403, 'this server answers its own machine only')
  if (!host || ![`127.0.0.1:${port}`, `localhost:${port}`].includes(host.toLowerCase()))
    return no(403, 'this server answers to localhost only')
  if (url.length > LONGEST_URL || !/^\/(?!\/)[\x21-\x7e]*$/.test(url)) return no(400, 'this address is malformed')
  const own = origin?.toLowerCase() === `http://${host.toLowerCase()}`
  if (origin !== undefined && !own) return no(403, 'only pages of this server may ask it')
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') return no(405, 'this server knows GET, HEAD and POST')
  if (method === 'POST' && !own) return no(403, 'only pages of this server may write')
  const [, given = '', rest] = /^\/([^/?]*)(\/[^?]*)?/.exec(url) ?? []
  if (!same(given, key) || rest === undefined)
    return no(404, 'there is nothing here: use the addresses that the terminal shows')
  return { path: rest }
}
