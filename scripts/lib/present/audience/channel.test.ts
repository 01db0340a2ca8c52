// The one interface between a talk and its audience: the same contract for both halves in one process and for halves that a broker of MQTT lies between; and what only a broker can do to them.
import { connectAsync } from 'mqtt'
import { afterEach, describe, expect, it } from 'vitest'
import { droppedOf } from '../heard.ts'
import type { Place } from '../messages.ts'
import { Broker } from './broker.testing.ts'
import { brokerAddress, brokerFloor, brokerPodium, together } from './broker.ts'
import { localChannel, type Floor, type Podium, type Told, type ToldKind } from './channel.ts'
import type { Reply } from './messages.ts'

const broker = new Broker()
const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  await broker.stop()
})
const kept = <T extends { close(): Promise<void> }>(one: T): T => {
  open.push(one)
  return one
}

interface Channel {
  podium: Podium
  floor: () => Promise<Floor>
}
const WAYS: Record<string, () => Promise<Channel>> = {
  'in one process': async () => {
    const { podium, floor } = localChannel()
    return { podium, floor: async () => floor }
  },
  'over a broker': async () => {
    await broker.start()
    return {
      podium: kept(await brokerPodium(broker.address())),
      floor: async () => kept(await brokerFloor(broker.address())),
    }
  },
}

const place = (slide: number): Place => ({ deck: '01-a', slide, click: 0, reached: slide })
const eventually = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: 8000, interval: 10 })
/** What a floor has heard, newest value of each kind. */
function listening(floor: Floor): Partial<Told> & { seen: [ToldKind, unknown][] } {
  const told: Partial<Told> & { seen: [ToldKind, unknown][] } = { seen: [] }
  floor.onTold((kind, value) => {
    Object.assign(told, { [kind]: value })
    told.seen.push([kind, value])
  })
  return told
}

describe.each(Object.entries(WAYS))('a talk and its audience %s', (_, way) => {
  it('tell who comes late what was told last, of each kind, and then whatever is told', async () => {
    const { podium, floor } = await way()
    podium.tell('place', place(1))
    podium.tell('place', place(2))
    podium.tell('test', { deck: '01-a', which: 'before', questions: [] })
    podium.tell('asked', null)
    const told = listening(await floor())
    await eventually(() => [told.place?.slide, told.test?.which, told.asked]).toEqual([2, 'before', null])
    podium.tell('place', place(3))
    podium.tell('test', null)
    await eventually(() => [told.place?.slide, told.test]).toEqual([3, null])
  })

  it('tell a listener that takes the place of another all of it again', async () => {
    const { podium, floor } = await way()
    const one = await floor()
    const first = listening(one)
    podium.tell('place', place(4))
    await eventually(() => first.place?.slide).toBe(4)
    const before = first.seen.length
    const second = listening(one)
    expect(second.place?.slide).toBe(4)
    podium.tell('place', place(5))
    await eventually(() => second.place?.slide).toBe(5)
    expect(first.seen).toHaveLength(before)
  })

  it('bring each guest the reply to what this guest said, and none before it is kept', async () => {
    const { podium, floor } = await way()
    const keeping = Promise.withResolvers<void>()
    podium.onSay(async message => {
      const { text } = message as { text: string }
      if (text === 'slow') await keeping.promise
      return text === 'slow' ? { status: 'counted' } : { status: 'joined', you: text }
    })
    const one = await floor()
    const you = (n: number): string => `${String(n).padStart(22, 'a')}.${'b'.repeat(22)}`
    let slow: Reply | null = null
    const said = one.say({ text: 'slow' }).then(reply => (slow = reply))
    const replies = await Promise.all(Array.from({ length: 50 }, (__, n) => one.say({ text: you(n) })))
    expect(replies).toEqual(Array.from({ length: 50 }, (__, n) => ({ status: 'joined', you: you(n) })))
    expect(slow).toBeNull()
    keeping.resolve()
    await said
    expect(slow).toEqual({ status: 'counted' })
  })

  it('tell the talk how many follow', async () => {
    const { podium, floor } = await way()
    const counts: number[] = []
    podium.onCount(guests => counts.push(guests))
    const one = await floor()
    one.count(1)
    one.count(2)
    await eventually(() => counts.at(-1)).toBe(2)
    one.count(0)
    await eventually(() => counts.at(-1)).toBe(0)
  })
})

describe('over a broker', () => {
  const channel = (): Promise<Channel> => WAYS['over a broker']!()

  it('floors are added up, and one whose plug is pulled is taken out', async () => {
    const { podium, floor } = await channel()
    let count = -1
    podium.onCount(guests => (count = guests))
    const [one, two] = [await floor(), await floor()]
    one.count(20)
    two.count(5)
    await eventually(() => count).toBe(25)
    await broker.cut(1)
    await eventually(() => count).toBe(5)
  })

  it("needs none for the guests of the talk's own machine, who are added to the others", async () => {
    await broker.start()
    const local = localChannel()
    const podium = kept(together(local.podium, await brokerPodium(broker.address())))
    const far = kept(await brokerFloor(broker.address()))
    podium.onSay(async () => ({ status: 'counted' }))
    let count = -1
    podium.onCount(guests => (count = guests))
    const [here, there] = [listening(local.floor), listening(far)]
    local.floor.count(7)
    far.count(3)
    podium.tell('place', place(2))
    await eventually(() => [here.place?.slide, there.place?.slide, count]).toEqual([2, 2, 10])
    for (const floor of [local.floor, far]) expect(await floor.say({})).toEqual({ status: 'counted' })
    await broker.stop()
    podium.tell('place', place(3))
    expect(here.place?.slide).toBe(3)
    expect(await local.floor.say({})).toEqual({ status: 'counted' })
  })

  it('talks of other topics are not heard', async () => {
    const { podium } = await channel()
    const other = kept(await brokerPodium(broker.address('another/talk')))
    podium.onSay(async () => ({ status: 'counted' }))
    other.onSay(async () => ({ status: 'full' }))
    const floor = kept(await brokerFloor(broker.address('another/talk')))
    const told = listening(floor)
    podium.tell('place', place(9))
    other.tell('place', place(2))
    await eventually(() => told.place?.slide).toBe(2)
    expect(await floor.say({})).toEqual({ status: 'full' })
    expect(told.seen).toHaveLength(1)
  })

  it('a broker that is away makes guests wait, and what was told meanwhile comes when it is back', async () => {
    const { podium, floor } = await channel()
    const one = await floor()
    const told = listening(one)
    let count = -1
    podium.onCount(guests => (count = guests))
    podium.onSay(async () => ({ status: 'counted' }))
    podium.tell('place', place(1))
    one.count(3)
    await eventually(() => [told.place?.slide, count]).toEqual([1, 3])
    await broker.stop()
    await eventually(() => one.say({})).toEqual({ status: 'away' })
    for (let slide = 2; slide < 30; slide++) podium.tell('place', place(slide))
    one.count(4)
    await broker.start()
    await eventually(() => told.place?.slide).toBe(29)
    // Nothing of what lay between.
    expect(told.seen.map(([, value]) => (value as Place).slide).filter(slide => slide > 1 && slide < 29)).toEqual([])
    await eventually(() => count).toBe(4)
    await eventually(() => one.say({})).toEqual({ status: 'counted' })
  })

  it('nothing stays with the broker when the talk is over', async () => {
    const { podium, floor } = await channel()
    const one = await floor()
    podium.tell('place', place(7))
    one.count(2)
    const told = listening(one)
    await eventually(() => told.place?.slide).toBe(7)
    for (const half of open.splice(0)) await half.close()
    const seen: string[] = []
    const stranger = await connectAsync(broker.address('').replace(/\/$/, ''))
    stranger.on('message', topic => seen.push(topic))
    await stranger.subscribeAsync('#')
    await new Promise(resolve => setTimeout(resolve, 200))
    await stranger.endAsync(true)
    expect(seen).toEqual([])
    expect(broker.clients).toBe(0)
  })

  it('what has not the form is dropped by both halves, and they go on', async () => {
    const { podium, floor } = await channel()
    const said: unknown[] = []
    podium.onSay(async message => {
      said.push(message)
      return { status: 'counted' }
    })
    const one = await floor()
    const told = listening(one)
    podium.tell('place', place(1))
    await eventually(() => told.place?.slide).toBe(1)
    let count = -1
    podium.onCount(guests => (count = guests))
    one.count(6)
    await eventually(() => count).toBe(6)
    const before = ['say', 'count', 'place'].map(droppedOf)
    const attacker = await connectAsync(broker.address('').replace(/\/$/, ''))
    const floorName = 'attackerfloor'
    for (const [topic, text] of [
      [`say/${floorName}`, '{bad'],
      [`say/${floorName}`, 'null'],
      [`say/${floorName}`, '{"id":"12345678","message":{},"more":1}'],
      [`say/${floorName}`, '{"id":"12345678","message":{"__proto__":{"status":"counted"}}}'],
      [`say/${floorName}`, `{"id":"12345678","message":"${'x'.repeat(9000)}"}`],
      ['say/../../else', '{"id":"12345678","message":{}}'],
      [`count/${floorName}`, '-5'],
      [`count/${floorName}`, '1e99'],
      ['told/place', '{"deck":"01-a","slide":0,"click":0,"reached":1}'],
      ['told/place', `${JSON.stringify(place(2))},"more":1`],
      ['told/nonsense', '1'],
      ['told/place', 'x'.repeat(1_200_000)],
    ] as const)
      await attacker.publishAsync(`a-talk/${topic}`, text, { qos: 1 })
    expect(await one.say({ after: true })).toEqual({ status: 'counted' })
    await eventually(() => ['say', 'count', 'place'].map(droppedOf).map((n, i) => n - before[i]!)).toEqual([4, 2, 2])
    expect([said, told.place?.slide, count]).toEqual([[{ after: true }], 1, 6])
    await attacker.endAsync(true)
  })

  it('says in a sentence that a broker cannot be reached, or that an address is none, and never with its password', async () => {
    await expect(brokerPodium('mqtt://ann:secret@127.0.0.1:9/talk')).rejects.toThrow(
      /^the broker at 127\.0\.0\.1:9\/talk cannot be reached: .*ECONNREFUSED/,
    )
    for (const wrong of [
      'broker.example',
      'http://broker.example/talk',
      'mqtt://ann:secret@broker.example/',
      'mqtt://h/a/#',
    ])
      expect(() => brokerAddress(wrong), wrong).toThrow(/^--broker takes the address .*not "(?!.*secret)/)
    expect(brokerAddress('wss://u:p@host:9001/course/monday')).toEqual({
      server: 'wss://u:p@host:9001/mqtt',
      topic: 'course/monday',
      shown: 'host:9001/course/monday',
    })
  })
})
