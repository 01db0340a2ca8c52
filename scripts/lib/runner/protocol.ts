// What the page asks the runner and what it gets; shared by the server and the component, so nothing is imported here.

export const ENDPOINT = '/__ri/run'
export const TOKEN_HEADER = 'x-ri-token'
export const MODES = ['check', 'run', 'mir', 'asm'] as const
export const LIVE_EDITIONS = [2015, 2018, 2021, 2024] as const

/** 64 KiB of Rust is far more than a slide holds. */
export const MOST_SOURCE = 64 * 1024

export interface RunRequest {
  source: string
  mode: (typeof MODES)[number]
  edition: (typeof LIVE_EDITIONS)[number]
  release: boolean
}

/** One process: the compiler, or the program. */
export interface Stage {
  /** What to type to see it again. */
  command: string
  exit: number | null
  signal: string | null
  /** Which limit stopped it, as a sentence; null when it ended by itself. */
  stopped: string | null
  /** Of a program that was run here both streams, in the order in which they came, as a terminal shows them. */
  stdout: string
  /** With rustc's own colours as ANSI escapes. */
  stderr: string
  ms: number
}

export interface RunAnswer {
  stages: Stage[]
  /** MIR or assembly. */
  text: string | null
}

/** Who accepts this type gets lines of JSON while the program runs, one `RunPart` each; else one `RunAnswer` at the end. */
export const STREAM = 'application/x-ndjson'
/** `compiled`: the compiler has ended, the program begins. `said`: what the program wrote since. `answer` or `error` comes last. */
export type RunPart = { compiled: Stage } | { said: string } | { answer: RunAnswer } | { error: string }

/** What a page in development knows of the runner; null in a built site. */
export interface Live {
  endpoint: string
  token: string
  rustc: string | null
}
