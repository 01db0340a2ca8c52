// Talk and audience over a broker of MQTT that somebody keeps already: the talk's half on the trainer's machine, the audience's halves wherever guests are served. Nothing of ours stands between them.
// Below the talk's topic, which the address names: `told/<kind>`, kept by the broker for who comes late; `say/<floor>` and `reply/<floor>`; `count/<floor>`, kept while the floor is there.
import { randomBytes } from 'node:crypto'
import type { IClientOptions, MqttClient } from 'mqtt'
import * as z from 'zod/mini'
import { heardText } from '../heard.ts'
import { placeSchema } from '../messages.ts'
import type { Floor, Podium, Told, ToldKind } from './channel.ts'
import { askedSchema, MOST, replySchema, testSchema, type Reply } from './messages.ts'

/** Milliseconds after which a guest is told that the talk cannot be reached, and says it again. */
const PATIENCE = 5000
/** Milliseconds between two tries to reach a broker that is away. */
const AGAIN = 1000
/** Bytes of a message; anything larger is dropped. */
const LARGEST = { told: 1_000_000, said: MOST.body + 200 }

const id = z.string().check(z.regex(/^[\w-]{8,32}$/))
const sayForm = z.strictObject({ id, message: z.unknown() })
const replyForm = z.strictObject({ id, reply: replySchema })
const countForm = z.int().check(z.minimum(0), z.maximum(1e6))
const TOLD = { place: placeSchema, asked: askedSchema, test: testSchema }
const isKind = (word: string | undefined): word is ToldKind => word !== undefined && word in TOLD

/** @throws Error with a sentence where the address is none of a broker with a topic of the talk */
export function brokerAddress(text: string): { server: string; topic: string; shown: string } {
  const wrong = new Error(
    `--broker takes the address of a broker with the topic of this talk, such as mqtts://user:password@broker.example/my-talk, not "${text.replace(/\/\/[^@/]*@/, '//…@')}".`,
  )
  if (!URL.canParse(text)) throw wrong
  const url = new URL(text)
  const topic = url.pathname.replaceAll(/^\/+|\/+$/g, '')
  if (/[?#]/.test(text) || !/^(mqtts?|wss?):$/.test(url.protocol) || !/^[\w-]+(\/[\w-]+)*$/.test(topic)) throw wrong
  const shown = `${url.host}/${topic}`
  // A WebSocket's own path is where brokers listen for them; the topic is ours.
  url.pathname = url.protocol.startsWith('ws') ? '/mqtt' : ''
  return { server: url.href, topic, shown }
}

/** @throws Error where the broker does not answer at first; later it is looked for again and again */
async function connect(address: string, options: IClientOptions = {}): Promise<{ client: MqttClient; topic: string }> {
  const { server, topic, shown } = brokerAddress(address)
  // Loaded by talks that have a broker: the others begin sooner.
  const { connectAsync } = await import('mqtt')
  const password = process.env['MQTT_PASSWORD']
  const client = await connectAsync(
    server,
    {
      // A list of processes shows what is typed, and not what is in the environment.
      ...(password !== undefined && /\/\/[^@/:]+@/.test(server) && { password }),
      reconnectPeriod: AGAIN,
      connectTimeout: PATIENCE,
      clean: true,
      queueQoSZero: false,
      ...options,
    },
    false,
  ).catch((error: Error) => {
    throw new Error(
      `the broker at ${shown} cannot be reached: ${error.message || (error as NodeJS.ErrnoException).code}`,
    )
  })
  // It comes again by itself; who waits for an answer meanwhile hears `away`.
  client.on('error', () => {})
  return { client, topic }
}

/** Keeps the newest value of each topic with the broker, whenever that is there: what lies between is of no use to anybody. */
function keeper(client: MqttClient): (topic: string, value: unknown) => void {
  const last = new Map<string, string>()
  const send = (topic: string): void => void client.publish(topic, last.get(topic)!, { qos: 1, retain: true })
  client.on('connect', () => [...last.keys()].forEach(send))
  return (topic, value) => {
    last.set(topic, JSON.stringify(value))
    if (client.connected) send(topic)
  }
}

/** Milliseconds that a broker has to take back what it kept. */
const FAREWELL = 1500

/** Takes from the broker what was kept there, and leaves; a broker that does not answer is left all the same. */
async function leave(client: MqttClient, topics: readonly string[]): Promise<void> {
  if (client.connected) {
    const said = topics.map(topic => client.publishAsync(topic, '', { qos: 1, retain: true }))
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, FAREWELL)
    await Promise.race([Promise.allSettled(said), promise])
    clearTimeout(timer)
  }
  await client.endAsync(true)
}

/** The talk's half. @throws Error where the broker cannot be reached */
export async function brokerPodium(address: string): Promise<Podium> {
  const { client, topic } = await connect(address)
  const keep = keeper(client)
  const counts = new Map<string, number>()
  let take: ((message: unknown) => Promise<Reply>) | null = null
  let counted: (guests: number) => void = () => {}
  client.on('message', (path, payload) => {
    const [kind, floor] = path.slice(topic.length + 1).split('/')
    if (floor === undefined || !id.safeParse(floor).success) return
    if (kind === 'say') void hear(floor, payload)
    if (kind !== 'count') return
    const count = payload.length ? heardText('count', countForm, payload.toString('utf8')) : null
    if (count === null) counts.delete(floor)
    else counts.set(floor, count)
    counted([...counts.values()].reduce((sum, one) => sum + one, 0))
  })
  async function hear(floor: string, payload: Buffer): Promise<void> {
    if (payload.length > LARGEST.said) return
    const said = heardText('say', sayForm, payload.toString('utf8'))
    if (!said || !take) return
    // Where it is not kept there is no reply, and the guest says it again.
    const reply = await take(said.message).catch(() => null)
    if (reply && client.connected)
      client.publish(`${topic}/reply/${floor}`, JSON.stringify({ id: said.id, reply }), { qos: 1 })
  }
  await client.subscribeAsync([`${topic}/say/+`, `${topic}/count/+`], { qos: 1 })
  return {
    tell: (kind, value) => keep(`${topic}/told/${kind}`, value),
    onSay: listener => void (take = listener),
    onCount(listener) {
      counted = listener
      if (counts.size) listener([...counts.values()].reduce((sum, one) => sum + one, 0))
    },
    close: () =>
      leave(
        client,
        Object.keys(TOLD).map(kind => `${topic}/told/${kind}`),
      ),
  }
}

/** One talk with several audiences: all are told, all are heard, and their guests are added up. */
export function together(...podiums: readonly Podium[]): Podium {
  const counts = podiums.map(() => 0)
  return {
    tell(kind, value) {
      for (const podium of podiums) podium.tell(kind, value)
    },
    onSay(listener) {
      for (const podium of podiums) podium.onSay(listener)
    },
    onCount(listener) {
      for (const [i, podium] of podiums.entries())
        podium.onCount(guests => {
          counts[i] = guests
          listener(counts.reduce((sum, one) => sum + one, 0))
        })
    },
    async close() {
      await Promise.all(podiums.map(podium => podium.close()))
    },
  }
}

/** The audience's half. @throws Error where the broker cannot be reached */
export async function brokerFloor(address: string): Promise<Floor> {
  const name = randomBytes(9).toString('base64url')
  const { topic: own } = brokerAddress(address)
  // Whoever pulls the plug of this floor takes its guests out of the count.
  const will = { topic: `${own}/count/${name}`, payload: Buffer.alloc(0), qos: 1, retain: true } as const
  const { client, topic } = await connect(address, { will })
  const keep = keeper(client)
  const told = new Map<ToldKind, Told[ToldKind]>()
  const waiting = new Map<string, (reply: Reply) => void>()
  let hear: ((kind: ToldKind, value: never) => void) | null = null
  client.on('message', (path, payload) => {
    const [kind, of] = path.slice(topic.length + 1).split('/')
    if (kind === 'told' && isKind(of)) hearTold(of, payload)
    if (kind !== 'reply' || payload.length > LARGEST.said) return
    const answer = heardText('reply', replyForm, payload.toString('utf8'))
    if (!answer) return
    waiting.get(answer.id)?.(answer.reply)
  })
  function hearTold(kind: ToldKind, payload: Buffer): void {
    // What the talk takes back when it is over: guests keep what they saw.
    if (!payload.length || payload.length > LARGEST.told) return
    const form = z.strictObject({ value: TOLD[kind] as z.ZodMiniType<Told[ToldKind]> })
    const found = heardText(kind, form, `{"value":${payload.toString('utf8')}}`)
    if (!found) return
    told.set(kind, found.value)
    hear?.(kind, found.value as never)
  }
  await client.subscribeAsync([`${topic}/told/+`, `${topic}/reply/${name}`], { qos: 1 })
  return {
    onTold(listener) {
      hear = listener as typeof hear
      for (const [kind, value] of told) hear?.(kind, value as never)
    },
    say(message) {
      if (!client.connected) return Promise.resolve({ status: 'away' })
      const { promise, resolve } = Promise.withResolvers<Reply>()
      const said = randomBytes(9).toString('base64url')
      const timer = setTimeout(() => resolve({ status: 'away' }), PATIENCE)
      waiting.set(said, resolve)
      client.publish(`${topic}/say/${name}`, JSON.stringify({ id: said, message }), { qos: 1 })
      return promise.finally(() => {
        clearTimeout(timer)
        waiting.delete(said)
      })
    },
    count: guests => keep(`${topic}/count/${name}`, guests),
    close: () => leave(client, [`${topic}/count/${name}`]),
  }
}
