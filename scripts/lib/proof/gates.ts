// Every gate with its limit of time, in the order in which it runs: cheap ones first, then the build, then what needs the built site.
// A limit is what a gate takes on a machine of two slow cores, with room: it ends what hangs, it is no target.
import { stripVTControlCharacters } from 'node:util'
import type { Deck } from '../deck.ts'
import { installBubblewrapInCi } from '../runner/bubblewrap.ts'
import { accessGate } from './accessGate.ts'
import { codeGate } from './codeGate.ts'
import { figuresGate } from './figuresGate.ts'
import { fitGate } from './fitGate.ts'
import type { TimedGate } from './gate.ts'
import { runCommand } from './command.ts'
import { linksGate } from './linksGate.ts'
import { offlineGate } from './offlineGate.ts'
import { paperGate } from './paperGate.ts'
import { siteGate } from './siteGate.ts'
import { provide } from '../toolchain/provide.ts'
import { typesGate } from './typesGate.ts'
import { wordsGate } from './wordsGate.ts'

const last =
  (pattern: RegExp) =>
  (output: string): number =>
    Number([...stripVTControlCharacters(output).matchAll(pattern)].at(-1)?.[1] ?? 0)

/** Tests that start browsers, compilers or whole builds; a gate of their own, because they need minutes. `course.test.ts` asks what the gate `snippets` asks. */
const SLOW = [
  '**/build/build.test.ts',
  '**/build/reproducible.test.ts',
  '**/print/printer.test.ts',
  '**/print/slidesPdf.test.ts',
  '**/lib/skeleton.test.ts',
  '**/proof/access.test.ts',
  '**/proof/browsers.test.ts',
  '**/renderings/article/page.test.ts',
  '**/proof/figuresGate.test.ts',
  '**/proof/fit.test.ts',
  '**/proof/whatIf.test.ts',
  '**/proof/paper.test.ts',
  '**/proof/offline.test.ts',
  '**/proof/hosts.test.ts',
  '**/proof/editions.test.ts',
  '**/proof/scrolled.test.ts',
  '**/present/room.test.ts',
  '**/present/talk.test.ts',
  '**/site/search.test.ts',
  '**/site/landing.test.ts',
  '**/present/live.test.ts',
  '**/present/keys.test.ts',
  '**/present/talkLive.test.ts',
  '**/present/talkDecks.test.ts',
  '**/present/guests/firstLoad.test.ts',
  '**/present/talkAudience.test.ts',
  '**/runner/sandbox.test.ts',
  '**/present/attacks.test.ts',
  '**/runner/server.test.ts',
  '**/recording/live.test.ts',
  '**/recording/course.test.ts',
  '**/recording/surroundings.test.ts',
  '**/exercise/prove.test.ts',
  '**/exercise/decks.test.ts',
]

/** What `--changed` knows them by. */
export const SLOW_FILES = SLOW.map(f => f.replace('**/', 'scripts/lib/').replace('lib/lib/', 'lib/'))

/** Names of the decks for a command that takes some of them; none where it is asked of all. */
const asked = (decks: readonly Deck[], part?: boolean, folder = ''): string[] =>
  part ? decks.map(d => folder + d.id) : []

export const GATES: readonly TimedGate[] = [
  { ...typesGate, minutes: 5 },
  { ...codeGate, minutes: 6 },
  { ...wordsGate, minutes: 4 },
  {
    name: 'unit',
    about: 'models, parsers, servers, quizzes (vitest)',
    run: async ({ root }) => {
      // Tests that ask Miri may not be skipped in CI, and this gate runs before the one that asks every compiler.
      if (process.env.CI)
        await provide(root, { course: {}, miri: { components: ['miri', 'rust-src'] } }, { install: true })
      return runCommand(
        root,
        'tests',
        'npx',
        ['vitest', 'run', ...SLOW.flatMap(f => ['--exclude', f])],
        last(/Tests\s+.*?(\d+) passed/g),
      )
    },
    minutes: 15,
  },
  {
    name: 'snippets',
    about: 'every snippet does what its slide says, asked of the compiler again',
    run: ({ root, decks, part }) =>
      runCommand(
        root,
        'snippets',
        process.execPath,
        // A reader's `npm test` installs no compiler by the way; CI must have them all.
        ['scripts/verify.ts', ...(process.env['CI'] ? [] : ['--no-install']), ...asked(decks, part, 'decks/')],
        last(/(\d+) (?:snippets?|recordings?)/g),
      ),
    minutes: 20,
  },
  {
    name: 'exercises',
    about: 'every starter fails for its reason, every solution passes',
    run: ({ root, decks, part }) =>
      runCommand(
        root,
        'exercises',
        process.execPath,
        ['scripts/exercises.ts', ...asked(decks, part)],
        last(/(\d+) exercises?/g),
      ),
    minutes: 20,
  },
  {
    name: 'build',
    about: 'site, articles, PDFs and search are built',
    run: ({ root }) => runCommand(root, 'builds', process.execPath, ['scripts/build.ts'], () => 1),
    minutes: 40,
  },
  // Tests of browsers and of limits in seconds: on a busy machine one may be late, so each is asked twice before it counts.
  {
    name: 'faults',
    about: 'what a build, the runner, the recorder and the room survive (vitest, minutes)',
    run: ({ root }) => {
      // Live Rust is tried in its sandbox: the tests of the room need it as well.
      installBubblewrapInCi()
      return runCommand(
        root,
        'tests',
        'npx',
        ['vitest', 'run', '--retry', '1', ...SLOW.filter(f => !f.includes('course')).map(f => f.replace('**/', ''))],
        last(/Tests\s+.*?(\d+) passed/g),
      )
    },
    minutes: 25,
  },
  { ...fitGate, minutes: 12 },
  { ...figuresGate, minutes: 10 },
  { ...linksGate, minutes: 6 },
  { ...siteGate, minutes: 3 },
  { ...offlineGate, minutes: 8 },
  { ...accessGate, minutes: 12 },
  { ...paperGate, minutes: 5 },
]
