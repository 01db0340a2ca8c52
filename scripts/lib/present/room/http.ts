// What the doors of a room have in common: their headers, their refusals, how a body is read.
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { contentSecurityPolicy } from '../../policy.ts'
import { bodyOf } from '../body.ts'
import { heardText } from '../heard.ts'

export const LIMITED = {
  maxHeaderSize: 8192,
  headersTimeout: 5000,
  requestTimeout: 10_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 1000,
} as const

export function setHeaders(response: ServerResponse, frames: "'self'" | "'none'"): void {
  const headers = {
    'content-security-policy': `${contentSecurityPolicy()}; frame-ancestors ${frames}`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  }
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}

/** What follows a request that is refused is not read. */
export function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent || response.destroyed) return
  response
    .writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'close',
    })
    .end(`${message}\n`)
}

export function answer(response: ServerResponse, body: string, type: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body)
}

export const answerJson = (response: ServerResponse, value: unknown): void =>
  answer(response, JSON.stringify(value), 'application/json')

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false }
}

const MOST_BODY = 4096

/** The body as `schema` wants it; null after it was refused: no JSON, too large, too late, another form. */
export async function messageOf<T>(
  kind: string,
  schema: Schema<T>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<T | null> {
  const no = (status: number, message: string): null => {
    refuse(response, status, message)
    return null
  }
  if (!/^application\/json(;|$)/.test(request.headers['content-type'] ?? '')) return no(415, 'this must be JSON')
  const body = await bodyOf(request, MOST_BODY)
  if (body === null) return no(413, 'this is too large, or came too slowly')
  return heardText(kind, schema, body.toString('utf8')) ?? no(400, 'this message is malformed')
}

/** Listens; what is no HTTP, and what wants to be something else, is closed. @throws Error when the port is taken or the address is none of this machine's */
export async function listen(server: Server, port: number, address: string): Promise<void> {
  server.on('clientError', (_, socket) => socket.destroy())
  for (const event of ['upgrade', 'connect'] as const) server.on(event, (_, socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, address, resolve))
}
