// npm start [-- folder]: shows the built site on this machine.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PortTaken, serve } from './lib/serve.ts'

const ROOT = resolve(import.meta.dirname, '..')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: '4173' }, base: { type: 'string' } },
})
const dir = resolve(positionals[0] ?? join(ROOT, 'dist'))

function fail(words: string): never {
  process.stderr.write(`${words}\n`)
  process.exit(1)
}

const port = Number(values.port)
if (!Number.isInteger(port) || port < 0 || port > 65535)
  fail(`--port takes a number from 0 to 65535, not "${values.port}".`)
if (!existsSync(dir)) fail(`${dir} does not exist. Build it first: npm run build`)
try {
  const server = await serve(dir, { port, base: values.base })
  process.stdout.write(`${server.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void server.close().then(() => process.exit(0)))
} catch (e) {
  if (e instanceof PortTaken) fail(e.message)
  throw e
}
