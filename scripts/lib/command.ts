// The one way in which a command of the course names its options: declared once, checked, printed by `--help`; what goes wrong is a sentence, not a stack.
import { type ArgsDef, parseArgs, type ParsedArgs, renderUsage } from 'citty'

export interface Declared<A extends ArgsDef> {
  /** As it is typed: `npm run schedule --`. */
  name: string
  description: string
  args: A
}

export interface Command<A extends ArgsDef> extends Declared<A> {
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

/** What was typed, by name. `--help` and what nobody declared end the process, with 0 and with 1. */
export async function optionsOf<const A extends ArgsDef>({
  name,
  description,
  args,
}: Declared<A>): Promise<ParsedArgs<A>> {
  const given = process.argv.slice(2)
  const before = given.slice(0, given.includes('--') ? given.indexOf('--') : undefined)
  const usage = (): Promise<string> => renderUsage({ meta: { name, description }, args })
  if (before.includes('--help') || before.includes('-h')) {
    console.log(await usage())
    process.exit(0)
  }
  const no = async (message: string): Promise<never> => {
    console.error(`${message}\n\n${await usage()}`)
    process.exit(1)
  }
  const [wrong] = unknownOptions(args, given)
  if (wrong !== undefined) return no(`There is no option --${wrong}.`)
  try {
    return parseArgs<A>(given, args)
  } catch (error) {
    return no((error as Error).message)
  }
}

/** Mistakes of ours, of which the place matters. */
const OURS = [TypeError, ReferenceError, RangeError, SyntaxError]

/** Runs a command with what was typed. */
export async function command<const A extends ArgsDef>({ run, ...declared }: Command<A>): Promise<void> {
  const args = await optionsOf(declared)
  try {
    await run(args)
  } catch (error) {
    console.error(OURS.some(kind => error instanceof kind) ? error : (error as Error).message)
    process.exitCode = 1
  }
}
