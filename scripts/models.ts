// `npm run models [-- --count 10000] [--seed 7]`: holds the simulator of Stacked and Tree Borrows to Miri, on generated programs and on Miri's own tests.
// Exit 1 where they differ, with each program made as small as it gets.
import { availableParallelism } from 'node:os'
import { cases } from '../components/BorrowModels/simulator/conformance.ts'
import { judge, MIRI } from '../components/BorrowModels/simulator/run.ts'
import { optionsOf } from './lib/command.ts'
import { ROOT } from './lib/deck.ts'
import { FEATURES, holdMany, shrink, type Compared } from './lib/proof/borrowModels/hold.ts'
import { MODEL_NAMES, MODELS } from './lib/recording/miri/directive.ts'
import { provide } from './lib/toolchain/provide.ts'

/** The least that a run of full length has to have tried. */
const LEAST = { programs: 10_000, undefined: 0.3, each: 500 }
/** Programs that are shown; more have the same cause more often than not. */
const MOST_SHOWN = 5

const values = await optionsOf({
  name: 'npm run models --',
  description:
    "Holds the simulator of Stacked and Tree Borrows to Miri, on generated programs and on Miri's own tests.",
  args: {
    count: { type: 'string', valueHint: 'N', description: `programs to try (${LEAST.programs})` },
    seed: { type: 'string', valueHint: 'N', description: 'tries those of an earlier run again; without it, new ones' },
  },
})
const whole = (name: 'count' | 'seed', otherwise: number): number => {
  const text = values[name]
  if (text === undefined) return otherwise
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  console.error(`--${name} ${text}: write a whole number above 0`)
  process.exit(2)
}
const count = whole('count', LEAST.programs)
// Without a seed every run tries programs that no run has tried.
const seed = whole('seed', (Date.now() % 1_000_000_000) + 1)

const { toolchain, lacking } = await provide(ROOT, { miri: { components: ['miri', 'rust-src'] } }, { install: true })
for (const { message } of lacking) console.error(message)
if (lacking.length) process.exit(1)
const hold = { toolchain, width: availableParallelism() }
console.log(`${count} programs of seed ${seed}, under ${hold.toolchain.names.miri.channel}`)
const start = performance.now()
const progress = (compared: number): void => {
  const said = `${compared} of ${count}`
  if (process.stderr.isTTY) process.stderr.write(`\r${said}`)
  else console.error(said)
}
const tally = await holdMany(count, seed, { ...hold, progress })

const percent = (n: number): string => `${Math.round((1000 * n) / tally.compared) / 10} %`
const rows: [string, string][] = [
  ['compared', String(tally.compared)],
  ['refused by rustc, left out', String(tally.refused)],
  ['undefined under one model or both', `${tally.undefined.either} (${percent(tally.undefined.either)})`],
  ...MODELS.map((model): [string, string] => [
    `undefined under ${MODEL_NAMES[model]}`,
    `${tally.undefined[model]} (${percent(tally.undefined[model])})`,
  ]),
  ...FEATURES.map((feature): [string, string] => [`programs with: ${feature}`, String(tally.features[feature])]),
  ["Miri's own tests, as outside cases", `${cases.length} of ${MIRI.date}, ${MIRI.commit.slice(0, 9)}`],
  ['seconds', String(Math.round((performance.now() - start) / 1000))],
]
console.log(rows.map(([name, value]) => `${name.padEnd(40)}${value}`).join('\n'))

const wrong = tally.different.slice(0, MOST_SHOWN)
for (const one of wrong) show(await shrink(one, hold))
if (tally.different.length > wrong.length)
  console.error(`and ${tally.different.length - wrong.length} more programs differ`)
const outside = cases.filter(c => {
  const said = judge(c.ops)
  return (c.stacked && said.stacked.ub !== (c.stacked !== 'ok')) || (c.tree && said.tree.ub !== (c.tree !== 'ok'))
})
for (const { miri } of outside) console.error(`tests/${miri}: the simulator says otherwise than Miri's test`)
const thin = tally.compared >= LEAST.programs ? thinly() : []
for (const sentence of thin) console.error(sentence)
if (tally.different.length || outside.length || thin.length) process.exit(1)
console.log('The simulator and Miri agree on verdict, class and line.')

/** What a run of full length has not tried enough. */
function thinly(): string[] {
  const rare = FEATURES.filter(feature => tally.features[feature] < LEAST.each)
  const few = tally.undefined.either < LEAST.undefined * tally.compared
  return [
    ...rare.map(f => `only ${tally.features[f]} programs have \`${f}\`, ${LEAST.each} are wanted: change generate.ts`),
    ...(few ? [`only ${percent(tally.undefined.either)} are undefined, 30 % are wanted: change generate.ts`] : []),
  ]
}

function show({ text, simulator, miri }: Compared): void {
  console.error(`\n${text}`)
  for (const model of MODELS) {
    const [ours, theirs] = [simulator[model], miri![model]]
    const said = (s: typeof ours): string =>
      s.class === 'ok' ? 'nothing' : `${s.class} at line ${s.line ?? '?'}: ${s.message}`
    console.error(`${MODEL_NAMES[model]}: the simulator says ${said(ours)}; Miri says ${said(theirs)}`)
  }
  console.error('keep it, with a name, in scripts/lib/proof/borrowModels/found.ts')
}
