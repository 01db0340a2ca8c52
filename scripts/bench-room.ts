// `npm run bench:room`: how long a step of the talk takes to the last of 200 guests, over the real server of a talk on loopback, while other phones load the page; with the machine printed. Exit code 1 where the limit is passed.
import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { command } from './lib/command.ts'
import { ROOT } from './lib/deck.ts'
import { buildDeck, chooseBuild, isBuilt } from './lib/present/build.ts'
import { guestEdition } from './lib/present/guests/edition.ts'
import { keepServing } from './lib/present/keeper.ts'
import { pickDeck } from './lib/present/pick.ts'
import { choosePort } from './lib/present/port.ts'
import { firstRoom, type Room } from './lib/present/room/state.ts'
import { readPlans } from './lib/schedule/read.ts'

/** Milliseconds from the step to the last guest, at the 95th percentile. */
const LIMIT = 300
/** Milliseconds between two steps: a hurried trainer. */
const PAUSE = 250
/** Phones that load the page at the same time, and milliseconds until the next one does: up to twenty a second, a room that comes in within ten. */
const LOADING = { phones: 4, pause: 200 }
/** Milliseconds after which a step that did not reach everybody has failed. */
const LOST = 10_000

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? NaN
const ms = (value: number): string => `${value.toFixed(0)} ms`

/** Each phone has an address of its own, as in a room: Linux has all of 127.0.0.0/8 for that. */
const addressOf = (n: number): string => `127.0.${1 + Math.floor(n / 200)}.${1 + (n % 200)}`

/** A guest's stream: hears slide and click, as a phone does. @returns resolves when it is open */
function follow(address: string, localAddress: string, heard: (place: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = request(`${address}room/stream`, { agent: false, localAddress }, response => {
      if (response.statusCode !== 200) return reject(new Error(`a guest was refused: ${response.statusCode}`))
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (data: string) => {
        const events = (text + data).split('\n\n')
        text = events.pop()!
        for (const event of events) {
          const place = /^event: place\ndata: (.*)$/m.exec(event)?.[1]
          if (place === undefined) continue
          const { slide, click } = JSON.parse(place) as Room
          heard(`${slide}.${click}`)
        }
        resolve()
      })
      response.on('close', () => heard('gone'))
    })
    stream.on('error', reject).end()
  })
}

/** What a file weighs on its way. */
function load(url: URL, agent: Agent): Promise<{ bytes: number; text: string }> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers: { 'accept-encoding': url.pathname.endsWith('/') ? '' : 'br' } }, response => {
      const parts: Buffer[] = []
      response.on('data', (data: Buffer) => parts.push(data))
      response.on('end', () => {
        const all = Buffer.concat(parts)
        if (response.statusCode === 200) resolve({ bytes: all.length, text: all.toString('latin1') })
        else reject(new Error(`${url.pathname}: ${response.statusCode}`))
      })
    })
      .on('error', reject)
      .end()
  })
}

/** Loads the deck's page with all that it names, as a phone that was never here: six connections of its own. @returns bytes */
async function visit(address: string, localAddress: string, deck: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 6, localAddress })
  try {
    const page = new URL(`${deck}/`, address)
    const { bytes, text } = await load(page, agent)
    const named = [...text.matchAll(/(?:href|src)="(\.\.\/[^"]+)"/g)].map(([, path]) => new URL(path!, page))
    const fonts = ['serif-basic-normal', 'serif-basic-italic', 'mono-basic-400-normal', 'mono-basic-600-normal']
    const all = [...named, ...fonts.map(font => new URL(`../fonts/${font}.woff2`, page))]
    const rest = await Promise.all(all.map(one => load(one, agent)))
    return rest.reduce((sum, one) => sum + one.bytes, bytes)
  } finally {
    agent.destroy()
  }
}

interface Measure {
  deck: string
  guests: number
  steps: number
}

async function measure({ deck, guests, steps }: Measure): Promise<number> {
  if (platform() !== 'linux') throw new Error('bench:room needs Linux, where loopback has an address for each guest')
  if (!isBuilt(chooseBuild(ROOT, deck), deck)) await buildDeck(ROOT, deck, false).made
  const edition = await guestEdition(ROOT, deck)
  const key = randomBytes(16).toString('base64url')
  const port = await choosePort(undefined, '127.0.0.1', 3870)
  const open = Promise.withResolvers<string>()
  const keeper = keepServing(
    {
      deck,
      key,
      port,
      builds: chooseBuild(ROOT, deck).dirs,
      live: false,
      address: '127.0.0.1',
      phonePort: 0,
      guestPort: 0,
      pairing: null,
      secret: randomBytes(32).toString('base64url'),
      entries: [],
      keep: null,
      broker: null,
      room: null,
      edition: { deck, edition },
      stale: [],
      plan: null,
    },
    said => said.kind === 'guests' && open.resolve(said.url),
  )
  try {
    const address = await open.promise
    const base = `http://127.0.0.1:${port}/${key}`
    let wanted = ''
    let arrived: number[] = []
    let reached = Promise.withResolvers<void>()
    const hear = (place: string): void => {
      if (place === 'gone') return reached.reject(new Error('a guest lost the talk'))
      if (place !== wanted) return
      arrived.push(performance.now())
      if (arrived.length === guests) reached.resolve()
    }
    await Promise.all(Array.from({ length: guests }, (_, n) => follow(address, addressOf(n), hear)))

    // What is sent is compressed when the server begins; then the room comes.
    await visit(address, addressOf(guests), deck)
    let loading = true
    const visits: number[] = []
    let bytes = 0
    const phones = Array.from({ length: LOADING.phones }, async (_, n) => {
      while (loading) {
        const begun = performance.now()
        const loaded = await visit(address, addressOf(guests + n), deck)
        bytes += loaded
        visits.push(performance.now() - begun)
        await pause(LOADING.pause)
      }
    })
    // A phone that cannot load is a failure of its own.
    const loads = Promise.all(phones)
    loads.catch((error: Error) => reached.reject(error))

    const last: number[] = []
    const each: number[] = []
    for (let step = 1; step <= steps; step++) {
      await pause(PAUSE)
      const slide = 1 + (step % 2)
      const room: Room = { ...firstRoom(deck), rev: step, by: 'bench', slide, click: 0 }
      arrived = []
      reached = Promise.withResolvers<void>()
      wanted = `${slide}.0`
      const begun = performance.now()
      const timer = setTimeout(
        () => reached.reject(new Error(`step ${step} reached ${arrived.length} of ${guests}`)),
        LOST,
      )
      await fetch(`${base}/room/state`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: new URL(base).origin },
        body: JSON.stringify(room),
      })
      await reached.promise
      clearTimeout(timer)
      last.push(Math.max(...arrived) - begun)
      each.push(...arrived.map(at => at - begun))
    }
    loading = false
    await loads
    const p95 = quantile(last, 0.95)
    console.log(
      [
        `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${platform()} ${release()}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`,
        `${guests} guests, ${steps} steps of ${deck}, on loopback; guests and phones are on the same machine as the server`,
        `a step to a guest:       p50 ${ms(quantile(each, 0.5))}, p95 ${ms(quantile(each, 0.95))}`,
        `a step to the last one:  p50 ${ms(quantile(last, 0.5))}, p95 ${ms(p95)} of at most ${LIMIT} ms, max ${ms(Math.max(...last))}`,
        `meanwhile ${visits.length} phones loaded the page, ${(bytes / visits.length / 1000).toFixed(0)} kB each: p50 ${ms(quantile(visits, 0.5))}, p95 ${ms(quantile(visits, 0.95))}`,
      ].join('\n'),
    )
    return p95
  } finally {
    keeper.end()
    await keeper.ended
  }
}

const whole = (name: string, text: string): number => {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${name} takes a whole number from 1 on, not "${text}"`)
  return number
}

await command({
  name: 'npm run bench:room -- [deck]',
  description: 'Measures a step of the talk to the last of many guests, while other phones load the page.',
  args: {
    guests: { type: 'string', default: '200', valueHint: 'N', description: 'how many follow' },
    steps: { type: 'string', default: '60', valueHint: 'N', description: 'how many steps are measured' },
  },
  async run(args) {
    const p95 = await measure({
      deck: pickDeck(readPlans(ROOT), args._[0] ?? '3').id,
      guests: whole('guests', args.guests),
      steps: whole('steps', args.steps),
    })
    if (p95 <= LIMIT) return process.exit(0)
    console.error(`A step takes longer than ${LIMIT} ms to the last guest.`)
    process.exit(1)
  },
})
