// Whether a program can run in the Rust Playground as it runs here, and the link that opens it there. Pure.
import { playgroundLink } from '../../../../components/LiveRust/playground.ts'
import type { Recording } from '../../recording/schema.ts'
import type { Snippet } from '../../recording/snippet.ts'

/** Flags that the Playground can be given: by its mode, or because they change no verdict. */
const FLAGS = /^-(?:O|g|Awarnings)$|^-Copt-level=[0-3]$/

/** Why the Playground would say something else, or null where it says the same. */
export function awayFromPlayground({ directives }: Snippet): string | null {
  if (directives.crates.length) return 'it uses crates in versions of its own'
  if (directives.target) return 'it is compiled for another target'
  if (directives.args.length) return 'it needs arguments'
  const flag = directives.flags.find(f => !FLAGS.test(f))
  if (flag !== undefined) return `the compiler needs \`${flag}\``
  return null
}

/** @returns the link, for the newest recorded edition; null where the Playground would say something else */
export function playground(snippet: Snippet, recording: Recording): string | null {
  if (awayFromPlayground(snippet)) return null
  const { flags, bootstrap, toolchain } = snippet.directives
  return playgroundLink(snippet.shown.text, {
    edition: Math.max(...recording.runs.map(run => run.edition)),
    release: flags.some(flag => /^-O$|^-Copt-level=[1-3]$/.test(flag)),
    nightly: bootstrap || toolchain === 'miri',
  })
}
