// What a person sees while a build runs: a live list on a terminal, plain lines with the time elsewhere.
import { Listr, PRESET_TIMER } from 'listr2'

export interface Progress {
  /** Runs one step under its title. `say` replaces the line under it. */
  step<T>(title: string, run: (say: (text: string) => void) => Promise<T> | T): Promise<T>
  /** A line that stays. */
  note(text: string): void
}

const clock = (): string => new Date().toTimeString().slice(0, 8)

/** One line per event, with the time of day: for CI, files and pipes. */
export function plainProgress(write: (line: string) => void): Progress {
  const line = (text: string) => write(`[${clock()}] ${text}\n`)
  return {
    note: line,
    async step(title, run) {
      line(title)
      const begun = performance.now()
      const value = await run(text => line(`  ${text}`))
      line(`  done in ${((performance.now() - begun) / 1000).toFixed(1)} s`)
      return value
    },
  }
}

/** A list with spinners and times: for people. */
export function liveProgress(): Progress {
  return {
    note: text => void process.stdout.write(`  ${text}\n`),
    async step(title, run) {
      let value: Awaited<ReturnType<typeof run>> | undefined
      await new Listr(
        [
          {
            title,
            task: async (_, task) => {
              value = await run(text => {
                task.output = text
              })
            },
          },
        ],
        {
          registerSignalListeners: false,
          rendererOptions: { timer: PRESET_TIMER },
        },
      ).run()
      return value as Awaited<ReturnType<typeof run>>
    },
  }
}

export const progressFor = (stream: NodeJS.WriteStream): Progress =>
  stream.isTTY && !process.env.CI ? liveProgress() : plainProgress(text => void stream.write(text))

/** Columns of text, the first to the left and the others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((h, i) => Math.max(h.length, ...rows.map(r => (r[i] ?? '').length)))
  const format = (cells: readonly string[]) =>
    cells.map((c, i) => (i === 0 ? c.padEnd(widths[i] ?? 0) : c.padStart(widths[i] ?? 0))).join('  ')
  return [format(head), widths.map(w => '-'.repeat(w)).join('  '), ...rows.map(format)].map(l => `  ${l}`).join('\n')
}
