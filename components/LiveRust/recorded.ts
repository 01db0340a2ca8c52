// The recorded result in the shape of a live one, and whether a snippet can be run without its recording's tool chain. Pure.
import type { RunAnswer } from '../../scripts/lib/runner/protocol.ts'
import type { ShownCode } from '../../scripts/lib/slides/vite.ts'

export type RecordedRun = ShownCode['runs'][number]

export function recordedAnswer(run: RecordedRun): RunAnswer {
  // `rustc … && ./program`, as a person would type it: each part heads what it said.
  const [compile = '', start = './program'] = run.command.join(' ').split(' && ')
  const said = run.diagnostics.map(d => d.rendered).join('\n')
  const compiler = {
    command: compile,
    exit: run.verdict.kind === 'error' ? 1 : 0,
    signal: null,
    stopped: null,
    stdout: '',
    stderr: said,
    ms: 0,
  }
  const program =
    run.verdict.exit === null
      ? []
      : [
          {
            command: start,
            exit: run.verdict.exit,
            signal: null,
            stopped: null,
            stdout: run.stdout,
            stderr: run.stderr,
            ms: 0,
          },
        ]
  return { stages: [compiler, ...program], text: null }
}

/** Nightly features and crates are not the local rustc's: such a snippet shows its recording only. */
export const isPlain = (command: readonly string[]): boolean =>
  !command.some(part => /^(\+|nightly|RUSTC_BOOTSTRAP=1|--extern|cargo|-Z)/.test(part))
