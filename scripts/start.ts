// npm start [-- folder]: shows the built site on this machine.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { command } from './lib/command.ts'
import { serve } from './lib/serve.ts'

const ROOT = resolve(import.meta.dirname, '..')

await command({
  name: 'npm start --',
  description: 'Shows the built site on this machine.',
  args: {
    folder: {
      type: 'positional',
      required: false,
      description: 'what is shown; dist/ without it',
      valueHint: 'folder',
    },
    port: {
      type: 'string',
      default: '4173',
      description: 'a number from 0 to 65535; 0 takes a free one',
      valueHint: '4173',
    },
    base: { type: 'string', description: 'the path under which it appears', valueHint: '/course/' },
  },
  async run(args) {
    const dir = resolve(args.folder ?? join(ROOT, 'dist'))
    const port = Number(args.port)
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw new Error(`--port takes a number from 0 to 65535, not "${args.port}".`)
    if (!existsSync(dir)) throw new Error(`${dir} does not exist. Build it first: npm run build`)
    const server = await serve(dir, { port, base: args.base })
    process.stdout.write(`${server.url}\n`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void server.close().then(() => process.exit(0)))
  },
})
