// What happens in a box, as one shell script: the source comes in by stdin, the compiler reads it, the program follows in the same namespaces. Pure.
import type { RunRequest } from './protocol.ts'

/** Numbers of the pipes that a job has beside stdin, and stdout and stderr of the compiler. A program has one pipe for both: so they keep their order. */
export const STATUS = 3
export const PROGRAM_OUT = 4
/** The first number that is free for what the sandbox itself reads. */
export const FIRST_FREE = 5

/** A word for a POSIX shell. */
const word = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
const command = (argv: readonly string[]): string => argv.map(word).join(' ')

/** Lines on `STATUS`: `compiled 0` with the compiler's status, then `started` or `library`. Only the script can write there. */
export const STATUS_LINE = /^(?:compiled (\d+)|(started)|(library))$/

export interface Job {
  mode: RunRequest['mode']
  /** The compiler with its arguments and the wrapper that limits it. */
  compiler: readonly string[]
  /** The wrapper that limits the program. */
  around: readonly string[]
}

/**
 * The program takes the shell's place, so that nothing of ours is left beside it: it can write no status, and its exit is the script's.
 * A program is the file without an extension; a crate may name it, and may say that it is a library, which has none.
 */
export function jobScript({ mode, compiler, around }: Job): string {
  const closed = `${STATUS}>&- ${PROGRAM_OUT}>&-`
  const compile = [
    'cat >main.rs',
    'exec </dev/null',
    `${command(compiler)} ${closed}`,
    'status=$?',
    `echo "compiled $status" >&${STATUS}`,
    '[ "$status" = 0 ] || exit 0',
  ]
  const then = {
    check: [],
    run: [
      'program=',
      'for file in *; do case $file in *.*) ;; *) program=$file ;; esac; done',
      `if [ -z "$program" ] || [ ! -x "$program" ]; then echo library >&${STATUS}; exit 0; fi`,
      `echo started >&${STATUS}`,
      `exec ${command(around)} "./$program" >&${PROGRAM_OUT} 2>&1 ${closed}`,
    ],
    mir: [`cat -- *.mir >&${PROGRAM_OUT}`],
    asm: [`cat -- *.s >&${PROGRAM_OUT}`],
  }[mode]
  return [...compile, ...then].join('\n')
}
