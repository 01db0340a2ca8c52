// A broker of MQTT for tests, in this process.
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Aedes } from 'aedes'

/** As somebody else keeps one; it can be pulled away and come back at its port. */
export class Broker {
  port = 0
  #server: Server | null = null
  #aedes: Aedes | null = null
  readonly #sockets = new Set<Socket>()

  async start(): Promise<void> {
    const aedes = await Aedes.createBroker()
    this.#aedes = aedes
    const server = createServer(socket => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
      aedes.handle(socket)
    })
    this.#server = server
    await new Promise<void>(resolve => server.listen(this.port, '127.0.0.1', resolve))
    this.port = (server.address() as AddressInfo).port
  }

  /** Everything that it kept is gone as well. */
  async stop(): Promise<void> {
    const server = this.#server
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>(resolve => (server ? server.close(() => resolve()) : resolve()))
    await new Promise<void>(resolve => (this.#aedes ? this.#aedes.close(() => resolve()) : resolve()))
    this.#server = null
    this.#aedes = null
  }

  /** Pulls the plug of who came as the nth, and lets nobody in any more. */
  async cut(n: number): Promise<void> {
    this.#server!.close()
    ;[...this.#sockets][n]!.destroy()
  }

  address(topic = 'a-talk'): string {
    return `mqtt://127.0.0.1:${this.port}/${topic}`
  }

  /** How many are connected. */
  get clients(): number {
    return this.#aedes?.connectedClients ?? 0
  }
}
