// What a server answers to bytes that no browser would send.
import { connect } from 'node:net'

/** The first line of the answer; `closed` when there is none. */
export const raw = (bytes: string, port: number): Promise<string> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let text = ''
    socket.on('data', data => {
      text += data.toString()
      if (text.includes('\r\n')) socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(text.split('\r\n', 1)[0] || 'closed'))
  })

/** A request, line by line, with a body. */
export const ask = (port: number, line: string, headers: Record<string, string> = {}, body = ''): Promise<string> =>
  raw(
    [
      `${line} HTTP/1.1`,
      ...Object.entries({ host: `127.0.0.1:${port}`, connection: 'close', ...headers }).map(
        ([name, value]) => `${name}: ${value}`,
      ),
      ...(body ? [`content-length: ${Buffer.byteLength(body)}`] : []),
      '',
      body,
    ].join('\r\n'),
    port,
  )
