// Many snippets in one compilation: each in a module of one crate. Linking and loading the compiler once makes `verify` several times faster.
// What comes out is only ever used to AGREE with a recording; a snippet that differs is compiled alone, which is the reference.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { compilerEnvironment } from './bench.ts'
import { isError, parseDiagnostics } from './diagnostics.ts'
import { normaliseStderr, normaliseStdout } from './normalise.ts'
import { COMPILER_LIMITS, mapLimit, PROGRAM_LIMITS, run } from './process.ts'
import type { Diagnostic } from './schema.ts'
import type { Edition, Snippet } from './snippet.ts'
import type { Compiler } from '../toolchain/compiler.ts'
import { plainSysroot } from '../toolchain/plainSysroot.ts'

/** What compiling and running a snippet gave, without its emits. */
export interface Core {
  diagnostics: Diagnostic[]
  exit: number | null
  stdout: string
  stderr: string
}
export interface Candidate {
  id: string
  file: string
  source: string
  snippet: Snippet
  edition: Edition
}

/** Things that are of the whole crate or program, or show the crate's name: such a snippet goes alone. */
const ALONE =
  /^\s*#!\[|\bcrate\b|no_mangle|export_name|link_section|global_allocator|macro_export|panic_handler|global_asm!|type_name|module_path!|file!\(|env::args|current_exe|extern\s+crate|\binclude(?:_str|_bytes)?!|process::id/m

/** May it share a crate with others, and still mean the same? */
export function mergeable(source: string, snippet: Snippet, edition: Edition): boolean {
  const { directives: d } = snippet
  const plain =
    d.toolchain === 'course' &&
    !d.bootstrap &&
    !d.flags.length &&
    !d.crates.length &&
    !d.target &&
    !d.args.length &&
    !d.warnings &&
    d.output === 'exact'
  const inner = d.expect.kind.startsWith('run') && /^\s*(?:\/\/!|\/\*!)/m.test(source)
  return plain && edition !== 2015 && !inner && !ALONE.test(source.replace(/^\s*\/\/[^!].*$/gm, ''))
}

const folder = (index: number): string => `merged_snippet_${index}`
const FOLDER = /merged_snippet_\d+\//g
const module = (index: number): string => `merged_module_${index}`
/** A path that the compiler lengthens because two snippets use one name. */
const MODULE = /merged_module_\d+::/g

/** Compiles (and runs) all candidates, one crate for each edition and kind. A candidate that is not in the answer must go alone. */
export async function runMerged(
  candidates: readonly Candidate[],
  compiler: Compiler,
  width: number,
): Promise<Map<string, Core>> {
  const groups = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const kind = candidate.snippet.directives.expect.kind.startsWith('run') ? 'run' : 'check'
    const key = `${kind} ${candidate.edition}`
    groups.set(key, [...(groups.get(key) ?? []), candidate])
  }
  const answer = new Map<string, Core>()
  await mapLimit([...groups], width, async ([key, group]) => {
    const dir = mkdtempSync(join(tmpdir(), 'merged-'))
    try {
      for (const [id, core] of await (key.startsWith('run')
        ? mergePrograms(group, compiler, dir, width)
        : mergeChecks(group, compiler, dir)))
        answer.set(id, core)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
  return answer
}

function place(group: readonly Candidate[], dir: string): void {
  group.forEach((candidate, index) => {
    const path = join(dir, folder(index), candidate.file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, candidate.source)
  })
}

/** Diagnostics by the number of the snippet that they are in, with its folder taken off. `null` collects those that are in none. */
function byModule(
  stderr: string,
  group: readonly Candidate[],
  dirs: readonly string[],
): Map<number | null, Diagnostic[]> {
  const lines = new Map<number | null, string[]>()
  for (const line of stderr.split('\n').filter(l => l.startsWith('{'))) {
    const json = JSON.parse(line) as {
      level: string
      message: string
      spans: { is_primary: boolean; file_name: string }[]
      rendered: string | null
    }
    if ((!json.spans.length && json.message.startsWith('aborting due to')) || json.level === 'failure-note') continue
    const at =
      /merged_snippet_(\d+)\//.exec(json.spans.find(s => s.is_primary)?.file_name ?? '') ??
      /merged_snippet_(\d+)\//.exec(json.rendered ?? '')
    const index = at ? Number(at[1]) : null
    lines.set(index, [...(lines.get(index) ?? []), line])
  }
  return new Map(
    [...lines].map(([index, all]) => {
      const file = index === null ? '' : `${folder(index)}/${group[index]!.file}`
      return [
        index,
        JSON.parse(
          JSON.stringify(parseDiagnostics(all.join('\n'), file, dirs).diagnostics)
            .replace(FOLDER, '')
            .replace(MODULE, ''),
        ) as Diagnostic[],
      ]
    }),
  )
}

async function mergeChecks(group: readonly Candidate[], compiler: Compiler, dir: string): Promise<Map<string, Core>> {
  place(group, dir)
  writeFileSync(
    join(dir, 'merged.rs'),
    group.map((c, index) => `#[path = "${folder(index)}/${c.file}"] mod ${module(index)};`).join('\n'),
  )
  const result = await run(
    [
      compiler.path,
      '--sysroot',
      plainSysroot(compiler),
      '--edition',
      String(group[0]!.edition),
      '-A',
      'warnings',
      '--crate-type',
      'lib',
      '--emit=metadata',
      '--error-format=json',
      'merged.rs',
    ],
    { cwd: dir, env: compilerEnvironment(dir, false, compiler), limits: COMPILER_LIMITS },
  )
  const modules = byModule(result.stderr, group, [dir])
  if (result.ended || modules.has(null)) return new Map()
  return new Map(
    group.map((c, index) => [c.id, { diagnostics: modules.get(index) ?? [], exit: null, stdout: '', stderr: '' }]),
  )
}

async function mergePrograms(
  group: readonly Candidate[],
  compiler: Compiler,
  dir: string,
  width: number,
): Promise<Map<string, Core>> {
  place(group, dir)
  let left = group.map((candidate, index) => ({ candidate, index }))
  for (let attempt = 0; attempt < 3 && left.length; attempt++) {
    const modules = left.map(
      ({ candidate, index }) =>
        `mod ${module(index)} { include!("${folder(index)}/${candidate.file}"); pub fn __entry() -> ::std::process::ExitCode { ::std::process::Termination::report(main()) } }`,
    )
    const arms = left.map(({ index }) => `Some("${index}") => ${module(index)}::__entry(),`)
    writeFileSync(
      join(dir, 'merged.rs'),
      `${modules.join('\n')}\nfn main() -> ::std::process::ExitCode { match ::std::env::args().nth(1).as_deref() { ${arms.join(' ')} _ => ::std::process::ExitCode::from(99) } }\n`,
    )
    const built = await run(
      [
        compiler.path,
        '--sysroot',
        plainSysroot(compiler),
        '--edition',
        String(group[0]!.edition),
        '-A',
        'warnings',
        '--error-format=json',
        '-o',
        'merged',
        'merged.rs',
      ],
      { cwd: dir, env: compilerEnvironment(dir, false, compiler), limits: COMPILER_LIMITS },
    )
    if (built.ended) return new Map()
    if (built.status === 0) return runEach(left, dir, width)
    // Whatever does not compile in company is taken out; the rest is tried again.
    const broken = new Set(
      [...byModule(built.stderr, group, [dir])].filter(([, all]) => all.some(isError)).map(([index]) => index),
    )
    if (broken.has(null) || !broken.size) return new Map()
    left = left.filter(({ index }) => !broken.has(index))
  }
  return new Map()
}

async function runEach(
  left: readonly { candidate: Candidate; index: number }[],
  dir: string,
  width: number,
): Promise<Map<string, Core>> {
  const answer = new Map<string, Core>()
  await mapLimit(left, width, async ({ candidate, index }) => {
    const cwd = join(dir, `run${index}`)
    mkdirSync(cwd)
    const ran = await run([join(dir, 'merged'), String(index)], {
      cwd,
      env: { LC_ALL: 'C', RUST_BACKTRACE: '0', TMPDIR: cwd, PATH: '' },
      limits: { ...PROGRAM_LIMITS, time: (candidate.snippet.directives.timeout ?? PROGRAM_LIMITS.time / 1000) * 1000 },
    })
    if (!ran.ended)
      answer.set(candidate.id, {
        diagnostics: [],
        exit: ran.status,
        stdout: normaliseStdout(ran.stdout, [cwd, dir]).replace(FOLDER, ''),
        stderr: normaliseStderr(ran.stderr, [cwd, dir]).replace(FOLDER, ''),
      })
  })
  return answer
}
