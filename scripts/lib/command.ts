// The one way in which a command of the course names its options: declared once, checked, printed by `--help`; what goes wrong is a sentence, not a stack.
import { type ArgsDef, defineCommand, type ParsedArgs, renderUsage, runMain } from 'citty'

export interface Command<A extends ArgsDef> {
  /** As it is typed: `npm run schedule --`. */
  name: string
  description: string
  args: A
  /** What it throws is printed as a sentence, and the exit code is 1. */
  run: (args: ParsedArgs<A>) => unknown
}

/** Options that nobody declared: a letter too much must not be passed over in silence. Pure. */
export function unknownOptions(args: ArgsDef, given: readonly string[]): string[] {
  const end = given.indexOf('--')
  const known = new Set(['help', 'h', 'version', 'v'])
  for (const [name, { type, ...more }] of Object.entries(args)) {
    if (type === 'positional') continue
    for (const one of [name, ...[(more as { alias?: string | string[] }).alias ?? []].flat()]) known.add(one)
    known.add(`no-${name}`)
  }
  return given
    .slice(0, end < 0 ? undefined : end)
    .filter(word => /^--?[a-z]/i.test(word))
    .map(word => word.replace(/^--?/, '').replace(/=.*$/, ''))
    .filter(name => !known.has(name))
}

/** Runs a command with what was typed. */
export async function command<const A extends ArgsDef>({ name, description, args, run }: Command<A>): Promise<void> {
  const definition = defineCommand({
    meta: { name, description },
    args,
    async run({ args: given }) {
      try {
        await run(given as ParsedArgs<A>)
      } catch (error) {
        console.error((error as Error).message)
        process.exitCode = 1
      }
    },
  })
  const [wrong] = unknownOptions(args, process.argv.slice(2))
  if (wrong !== undefined) {
    console.error(`There is no option --${wrong}.\n\n${await renderUsage(definition)}`)
    process.exitCode = 1
    return
  }
  await runMain(definition)
}
