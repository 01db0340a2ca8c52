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
  /** For the header of that name. */
  caching: string
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
/** They have no digest in their names, and change with a build at most. */
const LASTING = /^(fonts\/.*|favicon)\.(woff2|svg)$/
const compress = promisify(brotliCompress)

/** As small as it gets: once made, it is sent to every phone in the room. */
const pack = (file: Kept): Promise<Buffer> =>
  (file.small ??= compress(file.raw, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: file.raw.length },
  }).catch(() => file.raw))

const cachingOf = (path: string): string =>
  HASHED.test(path) ? 'private, max-age=31536000, immutable' : LASTING.test(path) ? 'private, max-age=3600' : 'no-store'

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
      this.#kept.set(address, { slide, raw: readFileSync(file), type, caching: cachingOf(path) })
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

  /** Compresses what is sent compressed, one after the other, so that the first who asks does not wait for it. */
  async pack(): Promise<void> {
    for (const [address, file] of this.#kept) if (TEXT.has(extname(address) || '.html')) await pack(file)
  }

  /** Sends a file of the list. `accepts` is the request's Accept-Encoding. */
  async send(address: string, accepts: string, headOnly: boolean, response: ServerResponse): Promise<void> {
    const file = this.#kept.get(address)
    if (!file) return
    const packed = TEXT.has(extname(address) || '.html') && /\bbr\b/.test(accepts)
    const small = packed ? await pack(file) : file.raw
    if (response.destroyed) return
    response.writeHead(200, {
      'content-type': file.type,
      'content-length': small.length,
      vary: 'accept-encoding',
      'cache-control': file.caching,
      ...(small !== file.raw && { 'content-encoding': 'br' }),
    })
    response.end(headOnly ? undefined : small)
  }
}
