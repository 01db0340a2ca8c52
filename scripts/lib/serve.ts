// A static server on loopback, for printing, for tests and for `npm start`. Works as any plain static host does: no rewrite rules.
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize, sep } from 'node:path'
import sirv from 'sirv'
import { contentSecurityPolicy } from './policy.ts'

const POLICY = `${contentSecurityPolicy()}; frame-ancestors 'self'`

export interface ServeOptions {
  /** A free one when 0 or absent. */
  port?: number
  /** The path under which the folder appears, `/course/`; `/` when absent. */
  base?: string
}

export interface Server {
  /** Address of the folder, with its base and a slash at the end. */
  url: string
  port: number
  close(): Promise<void>
}

/** The port is taken; `message` is a sentence for the user. */
export class PortTaken extends Error {
  constructor(port: number) {
    super(`Port ${port} is taken by another program. Choose another with --port, or leave it out to get a free one.`)
    this.name = 'PortTaken'
  }
}

async function isFolder(dir: string, path: string): Promise<boolean> {
  const file = normalize(join(dir, path))
  if (file !== dir && !file.startsWith(dir + sep)) return false
  return stat(file).then(
    s => s.isDirectory(),
    () => false,
  )
}

/** Serves `dir` on 127.0.0.1 until it is closed. Never leaves `dir`, never lists a folder, reads files anew at each request. */
export async function serve(dir: string, options: ServeOptions = {}): Promise<Server> {
  const root = normalize(dir).replace(/[\\/]+$/, '')
  const base = `/${options.base ?? ''}/`.replace(/\/{2,}/g, '/')
  const files = sirv(root, { dev: true, etag: true, dotfiles: false })
  const notFound = (res: ServerResponse) => {
    res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n')
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(req.url ?? '/', 'http://127.0.0.1')
    let path: string
    try {
      path = decodeURIComponent(pathname)
    } catch {
      return void res.writeHead(400).end()
    }
    if (path.includes('\0')) return void res.writeHead(400).end()
    if (`${path}/` === base) return void res.writeHead(301, { location: base + search }).end()
    if (!path.startsWith(base)) return notFound(res)
    if (!path.endsWith('/') && (await isFolder(root, path.slice(base.length))))
      return void res.writeHead(301, { location: `${pathname}/${search}` }).end()
    res.setHeader('content-security-policy', POLICY)
    req.url = `/${pathname.slice(base.length)}${search}`
    files(req, res, () => notFound(res))
  }

  const server = createServer((req, res) => {
    answer(req, res).catch((e: Error) => res.writeHead(500).end(e.message))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (e: NodeJS.ErrnoException) =>
      reject(e.code === 'EADDRINUSE' ? new PortTaken(options.port ?? 0) : e),
    )
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${base}`,
    port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
