// The body of a request, whole, small and in time, or not at all.
import type { IncomingMessage } from 'node:http'

/** Milliseconds in which a body has to be there. */
const BODY_PATIENCE = 5000

/** @returns null when it is larger than `most` bytes, too late or broken off */
export function bodyOf(request: IncomingMessage, most: number): Promise<Buffer | null> {
  return new Promise(resolve => {
    const parts: Buffer[] = []
    let size = 0
    const done = (body: Buffer | null) => {
      clearTimeout(timer)
      resolve(body)
    }
    const timer = setTimeout(done, BODY_PATIENCE, null)
    request.on('data', (part: Buffer) => {
      size += part.length
      if (size > most) done(null)
      else parts.push(part)
    })
    request.on('end', () => done(Buffer.concat(parts)))
    request.on('error', () => done(null))
    request.on('close', () => done(null))
  })
}
