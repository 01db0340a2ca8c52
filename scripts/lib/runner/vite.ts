// Vite plugin: in development the runner answers at ENDPOINT, and `virtual:ri-live` tells the page how to ask it; in a build that module says null.
import type { Plugin } from 'vite'
import { ROOT } from '../deck.ts'
import { findToolchain } from '../recording/toolchain.ts'
import { ENDPOINT, type Live } from './protocol.ts'
import { createRunner, type Runner } from './server.ts'

const MODULE = 'virtual:ri-live'

export function liveRust(): Plugin {
  let runner: Runner | null = null
  let rustc: string | null = null
  return {
    name: 'ri:live-rust',
    configureServer(server) {
      const { stable } = findToolchain(ROOT)
      if (!stable) return
      runner = createRunner(stable)
      rustc = stable.version
      server.middlewares.use(ENDPOINT, (request, response) => { void runner!.handle(request, response) })
    },
    resolveId: { filter: { id: /^virtual:ri-live$/ }, handler: () => `\0${MODULE}` },
    load: {
      filter: { id: /^\0virtual:ri-live$/ },
      handler() {
        const live: Live | null = runner ? { endpoint: ENDPOINT, token: runner.token, rustc } : null
        return `export default ${JSON.stringify(live)}`
      },
    },
  }
}
