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

/** What a page in development knows of the runner; null in a built site. */
export interface Live {
  endpoint: string
  token: string
  rustc: string | null
}
