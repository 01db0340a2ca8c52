// Every gate, in the order in which it runs: cheap ones first, then the build, then what needs the built site.
import { accessGate } from './accessGate.ts'
import { codeGate } from './codeGate.ts'
import { fitGate } from './fitGate.ts'
import type { Gate } from './gate.ts'
import { runCommand } from './command.ts'
import { linksGate } from './linksGate.ts'
import { paperGate } from './paperGate.ts'
import { typesGate } from './typesGate.ts'
import { wordsGate } from './wordsGate.ts'

const last = (pattern: RegExp) => (output: string): number => Number([...output.replaceAll(/\u001b\[[0-9;]*m/g, '').matchAll(pattern)].at(-1)?.[1] ?? 0)

export const GATES: readonly Gate[] = [
  typesGate,
  codeGate,
  wordsGate,
  { name: 'unit', about: 'models, parsers, servers and the build\'s faults (vitest)', run: ({ root }) => runCommand(root, 'tests', 'npx', ['vitest', 'run'], last(/Tests\s+.*?(\d+) passed/g)) },
  { name: 'snippets', about: 'every snippet does what its slide says, asked of the compiler again', run: ({ root }) => runCommand(root, 'snippets', process.execPath, ['scripts/verify.ts'], last(/(\d+) (?:snippets?|recordings?)/g)) },
  { name: 'exercises', about: 'every starter fails for its reason, every solution passes', run: ({ root }) => runCommand(root, 'exercises', process.execPath, ['scripts/exercises.ts'], last(/(\d+) exercises?/g)) },
  { name: 'build', about: 'site, walkthroughs, PDFs and search are built', run: ({ root }) => runCommand(root, 'builds', process.execPath, ['scripts/build.ts'], () => 1) },
  fitGate,
  linksGate,
  accessGate,
  paperGate,
]
