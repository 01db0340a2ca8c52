// Vite plugin: in development the runner answers at ENDPOINT, and `virtual:ri-live` tells the page how to ask it; in a build that module says null.
import type { Plugin } from 'vite'
import { ROOT } from '../deck.ts'
import { findToolchain } from '../toolchain/find.ts'
import { ENDPOINT, type Live } from './protocol.ts'
import { findSandbox } from './sandbox.ts'
import { createRunner, type Runner } from './server.ts'
import { mayRun } from './consent.ts'

const MODULE = 'virtual:ri-live'
/** Loaded when a block is opened: found only then, Vite would reload both windows in the middle of the talk. */
const LATE = [
  '@codemirror/commands',
  '@codemirror/lang-rust',
  '@codemirror/language',
  '@codemirror/merge',
  '@codemirror/state',
  '@codemirror/view',
  '@lezer/highlight',
  'ansi-sequence-parser',
]

export function liveRust(): Plugin {
  let runner: Runner | null = null
  let rustc: string | null = null
  return {
    name: 'ri:live-rust',
    config: () => ({ optimizeDeps: { include: LATE } }),
    async configureServer(server) {
      const { course } = findToolchain(ROOT)
      if (!course) return
      const sandbox = await findSandbox({ toolchains: [course.sysroot] })
      // Without a sandbox nothing is run before the trainer agreed, however this server was started.
      if (!mayRun(sandbox)) return
      runner = createRunner(course, sandbox)
      rustc = course.version
      server.middlewares.use(ENDPOINT, (request, response) => {
        void runner!.handle(request, response)
      })
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
