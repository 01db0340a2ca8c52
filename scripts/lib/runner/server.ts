// The runner as a request handler: refuses, queues, runs, answers. It never lets an error out.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { refusal } from './guard.ts'
import { runJob, type Compiler } from './job.ts'
import { TIMES } from './limits.ts'
import { MOST_SOURCE, STREAM, TOKEN_HEADER, type RunPart } from './protocol.ts'
import { Queue, QueueFullError } from './queue.ts'
import { RunRequestSchema } from './request.ts'
import type { Sandbox } from './sandbox.ts'

const MOST_WAITING = 3
/** JSON escapes may double the source. */
const MOST_BODY = MOST_SOURCE * 2 + 1024

export interface Runner {
  token: string
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

/** A runner with a token of its own. */
export function createRunner(compiler: Compiler, sandbox: Sandbox, times = TIMES): Runner {
  const token = randomBytes(24).toString('base64url')
  const queue = new Queue(MOST_WAITING)
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { headers } = request
    const no = refusal(
      {
        method: request.method,
        remoteAddress: request.socket.remoteAddress,
        host: headers.host,
        origin: headers.origin,
        contentType: headers['content-type'],
        token: headers[TOKEN_HEADER] as string | undefined,
      },
      token,
    )
    if (no) return send(response, no.status, { error: no.message })
    try {
      const asked = RunRequestSchema.safeParse(JSON.parse(await bodyOf(request)))
      if (!asked.success) return send(response, 400, { error: asked.error.issues[0]!.message })
      const gone = new AbortController()
      response.on('close', () => {
        if (!response.writableFinished) gone.abort()
      })
      const parts = headers.accept?.includes(STREAM) ? new Parts(response) : null
      const answer = await queue.add(hurry =>
        runJob(asked.data, compiler, sandbox, times, {
          abort: gone.signal,
          hurry,
          ...(parts ? { hear: part => parts.add(part) } : {}),
        }),
      )
      if (parts) parts.end({ answer })
      else send(response, 200, answer)
    } catch (error) {
      if (response.headersSent) return new Parts(response).end({ error: (error as Error).message })
      send(
        response,
        error instanceof QueueFullError ? 429 : error instanceof SyntaxError || error instanceof BodyError ? 400 : 500,
        { error: (error as Error).message },
      )
    }
  }
  return { token, handle }
}

/** Milliseconds for which what a program writes is gathered: a loop that prints makes a few messages and not thousands. */
const GATHER = 60

/** An answer in parts, each a line of JSON. */
class Parts {
  private said = ''
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly response: ServerResponse
  constructor(response: ServerResponse) {
    this.response = response
  }

  add(part: RunPart): void {
    if (!('said' in part)) return this.write(part)
    this.said += part.said
    this.timer ??= setTimeout(() => this.flush(), GATHER)
  }
  end(part: RunPart): void {
    this.flush()
    this.write(part)
    this.response.end()
  }
  private flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.said) this.write({ said: this.said })
    this.said = ''
  }
  private write(part: RunPart): void {
    if (this.response.destroyed || this.response.writableEnded) return
    if (!this.response.headersSent)
      this.response.writeHead(200, { 'content-type': STREAM, 'cache-control': 'no-store' })
    this.response.write(`${JSON.stringify(part)}\n`)
  }
}

class BodyError extends Error {}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      // The rest is read and dropped, so that the connection stays usable.
      if (size > MOST_BODY) reject(new BodyError('the program is longer than 64 KiB'))
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    request.on('error', reject)
  })
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
