// Takes out of compiler and program output what differs between machines and runs: paths, hashes, addresses, thread ids.

const COMMON: readonly (readonly [RegExp, string])[] = [
  [/\/rustc\/[0-9a-f]{40}\/library\//g, 'std:'],
  [/[^\s"'`(]*\/lib\/rustlib\/src\/rust\/library\//g, 'std:'],
  [/[^\s"'`(]*\/registry\/src\/[^/\s]+\//g, 'crate:'],
  [/thread '([^']*)' \(\d+\)/g, "thread '$1'"],
  [/ThreadId\(\d+\)/g, 'ThreadId(N)'],
  [/==\d+==/g, '==PID=='],
  [/\balloc\d+\b/g, 'allocN'],
  [/\bLanon\.[0-9a-f]{32}\./g, 'Lanon.'],
  [/17h[0-9a-f]{16}E/g, '17hHE'],
  [/\bCs[0-9A-Za-z]{9,12}_/g, 'Cs_'],
  [/DefId\(\d+:\d+ ~ /g, 'DefId('],
  [/\.[0-9a-f]{12,16}-cgu\.\d+/g, '-cgu.N'],
  [/\[[0-9a-f]{4,16}\](?=::)/g, ''],
  [/'[^'\s]*\.long-type-\d+\.txt'/g, "'long-type.txt'"],
]

/** Text of the compiler: diagnostics, dumps, assembly. `dirs` are temporary directories, which vanish with their slash. */
export function normaliseCompiler(text: string, dirs: readonly string[] = []): string {
  return apply(text.replaceAll('\r\n', '\n'), dirs).replace(/0x[0-9a-f]{9,16}\b/g, '0xADDR')
}

/** What a program wrote on stderr: panics, aborts, sanitizer reports. */
export function normaliseStderr(text: string, dirs: readonly string[] = []): string {
  return apply(text, dirs).replace(/0x[0-9a-f]{6,16}\b/g, '0xADDR')
}

/**
 * Miri's JSON: borrow tags count up from whatever std made before `main`, addresses come from the seed. Tags are numbered as they appear, since a report
 * is read by telling one from another.
 */
export function normaliseMiri(text: string): string {
  const tags = new Map<string, number>()
  const numbered = text.replace(/(?<=^|\\n|[\s"'(`])<(\d+)>/g, (_, tag: string) => {
    if (!tags.has(tag)) tags.set(tag, tags.size + 1)
    return `<${tags.get(tag)}>`
  })
  // Offsets into an allocation, `[0x4..0x8]`, are shorter, and are the program's own.
  return numbered.replace(/(?<![[.])0x[0-9a-f]{5,16}\b/g, '0xADDR')
}

/** What a program wrote on stdout: its own words, so only what looks like a real address of a 64-bit process goes. */
export function normaliseStdout(text: string, dirs: readonly string[] = []): string {
  return apply(text, dirs).replace(/0x[0-9a-f]{9,16}\b/g, '0xADDR')
}

function apply(text: string, dirs: readonly string[]): string {
  let out = text
  for (const dir of dirs) out = out.replaceAll(`${dir}/`, '').replaceAll(dir, '.')
  for (const [pattern, by] of COMMON) out = out.replace(pattern, by)
  return out
}

/** File name of a span: undefined for the snippet itself. */
export function spanFile(name: string, snippet: string): string | undefined {
  if (name === snippet || name.endsWith(`/${snippet}`)) return undefined
  return normaliseCompiler(name)
}
