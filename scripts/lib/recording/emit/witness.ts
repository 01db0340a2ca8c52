// `//@ emit: witness [CONST-FN]`: what each tool that can see undefined behaviour says of the same program.
// A value that only undefined behaviour could print is never recorded: of an unreported run only its class is.
import { join } from 'node:path'
import { type Bench, isSanitizable } from '../bench.ts'
import { isError } from '../diagnostics.ts'
import { askMiri } from '../miri/ask.ts'
import type { Model } from '../miri/directive.ts'
import type { Ending } from '../miri/report.ts'
import { normaliseStderr } from '../normalise.ts'
import { PROGRAM_LIMITS, run, type Result } from '../process.ts'
import type { Witness } from '../schema.ts'

type Name = Witness['witness']
const skipped = (witness: Name, message: string): Witness => ({ witness, class: 'skipped', exit: null, message })

/** The sentence by which a tool reports undefined behaviour. */
export const UB =
  /unsafe precondition\(s\) violated[^\n]*|misaligned pointer dereference[^\n]*|null pointer dereference occurred|trying to construct an enum from an invalid value[^\n]*|attempted to (?:zero-initialize|leave) type[^\n]*|Undefined Behavior: [^\n]*|ERROR: AddressSanitizer: [\w-]+|ERROR: LeakSanitizer: [^\n]*|WARNING: ThreadSanitizer: [^\n(]*|==PID== (?:Invalid [^\n]*|Conditional jump[^\n]*|Use of uninitialised[^\n]*)/

export async function takeWitness(bench: Bench, constFn: string): Promise<{ body: Witness[]; command: string[] }> {
  const { course, nightly, valgrind, miri } = bench.toolchain
  const linux = isSanitizable(bench.compiler.host)
  const body: Witness[] = [
    constFn ? await constEval(bench, constFn) : skipped('const-eval', 'no const fn was named'),
    await program(bench, 'debug', []),
    await program(bench, 'release', ['-O']),
    await program(bench, 'ub-checks', ['-O', '-Zub-checks=yes']),
    linux
      ? await program(bench, 'asan', ['-g', '-Zsanitizer=address'])
      : skipped('asan', 'sanitizers need 64-bit Linux'),
    linux ? await program(bench, 'lsan', ['-g', '-Zsanitizer=leak']) : skipped('lsan', 'sanitizers need 64-bit Linux'),
    ...(bench.source.includes('thread')
      ? [
          linux
            ? await program(bench, 'tsan', ['-g', '-Zsanitizer=thread', '-Cunsafe-allow-abi-mismatch=sanitizer'])
            : skipped('tsan', 'sanitizers need 64-bit Linux'),
        ]
      : []),
    ...(miri && nightly
      ? [await underMiri(bench, 'stacked'), await underMiri(bench, 'tree')]
      : [skipped('miri-stacked', 'Miri is not installed'), skipped('miri-tree', 'Miri is not installed')]),
    valgrind && course
      ? await program(bench, 'valgrind', [], [valgrind, '-q', '--error-exitcode=9', '--leak-check=no'])
      : skipped('valgrind', 'valgrind is not installed'),
  ]
  return {
    body,
    command: [
      'RUSTC_BOOTSTRAP=1',
      'rustc',
      ...bench.baseFor(null),
      '-g',
      '-Zsanitizer=address',
      bench.file,
      '&&',
      `./${bench.stem}`,
    ],
  }
}

async function constEval(bench: Bench, fn: string): Promise<Witness> {
  const compiled = await bench.rustc(['--crate-type', 'lib', '--emit=metadata'], {
    append: `#[allow(unused)] const __WITNESS: () = { let _ = ${fn}(); };`,
  })
  const errors = compiled.diagnostics.filter(isError)
  if (!errors.length) return { witness: 'const-eval', class: 'silent', exit: null, message: null }
  const ub = errors.find(e => e.code === 'E0080')
  if (!ub)
    throw new Error(
      `\`${fn}()\` cannot be evaluated at compile time: ${errors[0]!.code ?? 'error'}: ${errors[0]!.message}`,
    )
  return {
    witness: 'const-eval',
    class: 'reported',
    exit: null,
    message: ub.message.replace(/^evaluation of `.*?` failed: ?/, ''),
  }
}

/** A race detector sees races that happen: where one thread was done before the other began there was none. Silence counts when it was kept so often. */
const RACES = 4

async function program(
  bench: Bench,
  witness: Name,
  flags: readonly string[],
  under: readonly string[] = [],
): Promise<Witness> {
  const own = bench.snippet.directives.flags
  // The witness decides on optimisation: the snippet's own `-O` would make debug and release the same.
  const compiled = await bench.rustc([...flags, '-o', bench.stem], {
    bootstrap: true,
    target: null,
    ...(witness === 'debug' || flags.length ? { without: own.filter(f => f === '-O') } : {}),
  })
  if (compiled.status !== 0)
    throw new Error(
      `it does not build for ${witness}: ${compiled.diagnostics.find(isError)?.message ?? compiled.other.split('\n')[0] ?? ''}`,
    )
  const once = () =>
    run([...under, join(compiled.dir, bench.stem)], {
      cwd: compiled.dir,
      env: {
        LC_ALL: 'C',
        RUST_BACKTRACE: '0',
        TMPDIR: compiled.dir,
        PATH: under.length ? (process.env['PATH'] ?? '') : '',
        ASAN_OPTIONS: 'symbolize=0',
        LSAN_OPTIONS: 'symbolize=0',
        TSAN_OPTIONS: 'symbolize=0',
      },
      limits: { ...PROGRAM_LIMITS, memory: null, time: 60_000 },
    })
  let said = classify(witness, await once(), [compiled.dir])
  for (let n = 1; n < RACES && witness === 'tsan' && said.class === 'silent'; n++)
    said = classify(witness, await once(), [compiled.dir])
  return said
}

/** @throws EmitError when Miri could not run the program: that it said nothing then is no verdict */
async function underMiri(bench: Bench, model: Model): Promise<Witness> {
  const { ending, exit, message } = await askMiri(bench, model)
  return { witness: `miri-${model}`, class: MIRI_CLASS[ending], exit: ending === 'exits' ? null : exit, message }
}
const MIRI_CLASS: Readonly<Record<Ending, Witness['class']>> = {
  ok: 'silent',
  exits: 'silent',
  ub: 'reported',
  race: 'reported',
  leak: 'reported',
  panics: 'panics',
  aborts: 'aborts',
}

export function classify(
  witness: Name,
  ran: Pick<Result, 'status' | 'signal' | 'stderr' | 'ended'>,
  dirs: readonly string[] = [],
): Witness {
  const stderr = normaliseStderr(ran.stderr, dirs)
  const report = UB.exec(stderr)?.[0]
  const exit = ran.status
  if (report)
    return {
      witness,
      class: 'reported',
      exit,
      message: report
        .replace(/^==PID== /, '')
        .replace(/address 0xADDR/, 'address')
        .trim(),
    }
  if (exit === 101)
    return { witness, class: 'panics', exit, message: /panicked at [^\n]*:\n([^\n]*)/.exec(stderr)?.[1] ?? null }
  if (ran.signal === 'SIGABRT') return { witness, class: 'aborts', exit, message: null }
  if (ran.signal) return { witness, class: 'signal', exit, message: ran.signal }
  // Exit status and output of an unreported run may be garbage: that it was silent is all that can be said again tomorrow.
  return { witness, class: 'silent', exit: exit === 0 ? 0 : null, message: null }
}
