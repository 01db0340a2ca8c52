// What guests can get: a list made once, each file read once. A request is looked up in the list; it never becomes a path.
import { lstatSync, readFileSync, realpathSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

/** A file of the guests' edition: its path in the edition's folder, and the slide from which on guests may have it; 0 from the start. */
export interface Listed {
  path: string
  slide: number
}

interface Kept {
  slide: number
  raw: Buffer
  type: string
  hashed: boolean
  small?: Promise<Buffer>
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.epub': 'application/epub+zip',
  '.rs': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}
/** Whether a file is of a kind that is handed out at all. */
export const isServed = (path: string): boolean => extname(path) in TYPES

const TEXT = new Set(['.html', '.js', '.css', '.svg'])
const HASHED = /-[\w-]{8}\.(js|css|png)$/
const compress = promisify(brotliCompress)

export class Files {
  readonly #kept = new Map<string, Kept>()

  /**
   * @param dir folder of the edition
   * @throws Error for a file that is missing, is a link, lies elsewhere, or is of a kind that guests do not get
   */
  constructor(dir: string, list: readonly Listed[]) {
    const root = realpathSync(dir)
    for (const { path, slide } of list) {
      const file = join(root, path)
      const type = TYPES[extname(path)]
      if (!type) throw new Error(`${path}:1: guests get no files of this kind`)
      if (!lstatSync(file).isFile() || realpathSync(file) !== file || !file.startsWith(root + sep))
        throw new Error(`${path}:1: this is no file of the guests' edition`)
      const address = `/${path.replace(/(^|\/)index\.html$/, '$1')}`
      this.#kept.set(address, { slide, raw: readFileSync(file), type, hashed: HASHED.test(path) })
    }
  }

  /** Every address in the list. */
  addresses(): string[] {
    return [...this.#kept.keys()]
  }

  /** The slide from which on guests may have what stands at this address; null when nothing does. */
  slideOf(address: string): number | null {
    return this.#kept.get(address)?.slide ?? null
  }

  /** Sends a file of the list. `accepts` is the request's Accept-Encoding. */
  async send(address: string, accepts: string, headOnly: boolean, response: ServerResponse): Promise<void> {
    const file = this.#kept.get(address)
    if (!file) return
    const packed = TEXT.has(extname(address) || '.html') && /\bbr\b/.test(accepts)
    if (packed)
      file.small ??= compress(file.raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).catch(() => file.raw)
    const small = packed ? await file.small! : file.raw
    if (response.destroyed) return
    response.writeHead(200, {
      'content-type': file.type,
      'content-length': small.length,
      vary: 'accept-encoding',
      'cache-control': file.hashed ? 'private, max-age=31536000, immutable' : 'no-store',
      ...(small !== file.raw && { 'content-encoding': 'br' }),
    })
    response.end(headOnly ? undefined : small)
  }
}
