// A port for the development server: the one asked for or a sentence, else the first free one.
import { createServer } from 'node:net'

export const FIRST_PORT = 3030

export function isFree(port: number, host: string): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

/** @throws Error when the port that was asked for is no port, or is taken. */
export async function choosePort(asked: string | undefined, host: string, first = FIRST_PORT): Promise<number> {
  if (asked !== undefined) {
    const port = Number(asked)
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new Error(`--port ${asked}: a port is a whole number from 1 to 65535`)
    if (!(await isFree(port, host)))
      throw new Error(`port ${port} is taken: stop what uses it, or leave out --port to get the next free one`)
    return port
  }
  for (let port = first; port < first + 100; port++) if (await isFree(port, host)) return port
  throw new Error(`all ports from ${first} to ${first + 99} are taken: name a free one with --port`)
}
