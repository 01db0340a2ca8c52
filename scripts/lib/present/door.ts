// Who may ask Vite while a deck is presented: pages of its own on this machine, in the forms that it knows. Everything else is refused before Slidev or Vite reads it. Pure.
import { isLoopback } from '../runner/guard.ts'

export interface Visitor {
  remoteAddress: string | undefined
  method: string | undefined
  url: string | undefined
  host: string | undefined
  origin: string | undefined
}

export interface Refusal {
  status: number
  message: string
}

/** Writes, opens or explains files of this machine, or runs what it is told. */
const TOOLS = /^\/(__mcp|__open-in-editor|__inspect|__unocss|__vue-devtools|@slidev-monaco)/i
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i
/** What a page may post to, beside the runner, which has a guard of its own. */
const NAV = /^\/@server-reactive\/nav$/
const SLIDE = /^\/__slidev\/slides\/\d{1,3}\.json$/
const LONGEST_URL = 2000

export type Posted = 'nav' | 'slide' | 'runner'

/** What a POST is about, or null: then nobody here answers it. */
export function postedTo(url: string, runner: string): Posted | null {
  const path = url.split('?', 1)[0]!
  if (NAV.test(url)) return 'nav'
  if (SLIDE.test(path)) return 'slide'
  return path === runner ? 'runner' : null
}

/** The reason to refuse a request, or a socket's, or null. */
export function refusal({ remoteAddress, method, url = '/', host, origin }: Visitor, runner: string): Refusal | null {
  const no = (status: number, message: string): Refusal => ({ status, message })
  if (!isLoopback(remoteAddress)) return no(403, 'this server answers its own machine only')
  if (!host || !LOCAL_HOST.test(host)) return no(403, 'this server answers to localhost only')
  if (url.length > LONGEST_URL || !/^\/(?!\/)[\x21-\x7e]*$/.test(url)) return no(400, 'this address is malformed')
  const own = origin?.toLowerCase() === `http://${host.toLowerCase()}`
  if (origin !== undefined && !own) return no(403, 'only pages of this server may ask it')
  let path: string
  try {
    path = new URL(decodeURIComponent(url.split('?', 1)[0]!), 'http://localhost').pathname
  } catch {
    return no(400, 'this address is malformed')
  }
  if (TOOLS.test(path)) return no(403, 'this tool is closed while a deck is presented')
  if (method === 'GET' || method === 'HEAD') return null
  if (method !== 'POST') return no(405, 'this server knows GET, HEAD and POST')
  if (!own) return no(403, 'only pages of this server may write')
  return postedTo(url, runner) ? null : no(404, 'nothing can be posted there')
}
