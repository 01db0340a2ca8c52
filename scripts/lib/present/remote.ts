// What others may ask of the development server: another machine, once `--remote` opened it, to look and to turn pages; a foreign page in this browser, nothing that writes. Pure.
import { isLoopback } from '../runner/guard.ts'

export interface Visitor {
  remoteAddress: string | undefined
  method: string | undefined
  url: string | undefined
  host?: string | undefined
  origin?: string | undefined
}

/** Slidev's shared state: which slide is shown. A remote control turns the pages by it. */
const SHARED_STATE = /^\/@server-(ref|reactive)\//
/** Writes, opens or explains files of this machine: slides are programs here, and whoever edits one runs code. */
const TOOLS = /^\/(__mcp|__open-in-editor|__inspect|__unocss|__vue-devtools|@slidev-monaco)/

/** The reason to refuse, or null. */
export function remoteRefusal({ remoteAddress, method, url, host, origin }: Visitor): string | null {
  const reads = method === 'GET' || method === 'HEAD'
  // Slidev takes any POST for an edit of a slide, and a foreign page can send one without asking.
  if (!reads && origin !== undefined && origin.replace(/^https?:\/\//, '') !== host)
    return 'slides can be changed from their own pages only'
  if (isLoopback(remoteAddress)) return null
  const path = new URL((url ?? '/').replace(/^\/+/, '/'), 'http://localhost').pathname
  if (TOOLS.test(path)) return 'this is for the machine that presents only'
  if (reads || SHARED_STATE.test(path)) return null
  return 'slides can be changed on the machine that presents only'
}
