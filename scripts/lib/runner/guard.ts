// Who may ask the runner: a page that this server served to this machine, and nobody else. Pure.
import { timingSafeEqual } from 'node:crypto'

export interface Asker {
  method: string | undefined
  /** Address of the other end of the connection. */
  remoteAddress: string | undefined
  host: string | undefined
  origin: string | undefined
  contentType: string | undefined
  token: string | undefined
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/
/** Whether the other end of a connection is this machine. */
export const isLoopback = (address: string | undefined): boolean => address !== undefined && LOOPBACK.test(address)
const LOCAL_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i

/**
 * The reason to refuse, or null. The connection must come from this machine, name it in `Host` (a rebound DNS name does not), come from a page of the same origin
 * (browsers always send `Origin` with a POST), and carry the token of this start.
 */
export function refusal(asker: Asker, token: string): { status: number; message: string } | null {
  const no = (status: number, message: string) => ({ status, message })
  if (asker.method !== 'POST') return no(405, 'the runner answers POST only')
  if (!isLoopback(asker.remoteAddress)) return no(403, 'the runner serves this machine only')
  if (!asker.host || !LOCAL_HOST.test(asker.host)) return no(403, 'the runner answers to localhost only')
  if (asker.origin?.toLowerCase() !== `http://${asker.host.toLowerCase()}`)
    return no(403, 'the runner answers pages of its own origin only')
  if (!asker.contentType?.startsWith('application/json')) return no(415, 'the runner reads application/json only')
  if (!same(asker.token ?? '', token)) return no(403, 'the token is not that of this start: reload the page')
  return null
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a),
    right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
