// The simulator against the real Miri: a sample of generated programs, the programs that once differed, and a planted difference, which must be found.
import { describe, expect, test } from 'vitest'
import { cases } from '../../../../components/BorrowModels/simulator/conformance.ts'
import { ROOT } from '../../deck.ts'
import { findToolchain } from '../../toolchain/find.ts'
import { found } from './found.ts'
import { generate, type Program, randomOf } from './generate.ts'
import {
  agrees,
  FEATURES,
  featuresOf,
  holdMany,
  holdToMiri,
  isDifferent,
  shrink,
  simulated,
  smaller,
  textOf,
} from './hold.ts'

const toolchain = findToolchain(ROOT)
if (!toolchain.miri && process.env['CI']) throw new Error('CI must have Miri: these tests may not be skipped there')
const hold = { toolchain, width: 2 }
const SAMPLE = 200

describe.skipIf(!toolchain.miri)('the simulator and Miri', () => {
  test(`agree on ${SAMPLE} generated programs`, async () => {
    const tally = await holdMany(SAMPLE, 1, hold)
    console.info(
      `borrow models: ${tally.compared} programs held to Miri, ${tally.undefined.either} undefined, ${tally.refused} refused by rustc; ${cases.length} of Miri's own tests as outside cases`,
    )
    expect(tally.different.map(d => d.text)).toEqual([])
    expect(tally.compared).toBe(SAMPLE)
    // A sample that tries nothing agrees as well.
    expect(tally.undefined.either).toBeGreaterThan(SAMPLE * 0.2)
    for (const feature of FEATURES) expect(tally.features[feature], feature).toBeGreaterThan(0)
  })
  test('agree on what once differed', async () => {
    const said = await holdToMiri(found, hold)
    for (const one of said) expect(one.miri, one.name).not.toBeNull()
    expect(said.filter(isDifferent).map(d => d.name)).toEqual([])
  })
  test('a difference is found, and made small', async () => {
    const r = randomOf(3)
    const programs = Array.from({ length: 6 }, (_, i) => ({ name: `q${i}`, program: generate(r, `q${i}`) }))
    // The operations of one line are not what the line does: it writes, and is said to read.
    const at = (name: string, text: string, op: string, defines: string | null, uses: string[]) => ({
      text,
      ops: [op],
      defines,
      uses,
      name,
    })
    const liar: Program = {
      lines: [
        at('', 'let mut x: u8 = 0;', 'x = alloc 1', 'x', []),
        at('', 'let p = &raw mut x;', 'p = &raw mut x', 'p', ['x']),
        at('', 'let q = &raw mut *p;', 'q = copy p', 'q', ['p']),
        at('', 'let r = &*p;', 'r = &p', 'r', ['p']),
        at('', 'let _v = *q;', 'read q', null, ['q']),
        at('', '*p = 1;', 'read p', null, ['p']),
        at('', 'let _w = *r;', 'read r', null, ['r']),
      ],
    }
    const said = await holdToMiri([...programs, { name: 'liar', program: liar }], hold)
    const wrong = said.filter(isDifferent)
    expect(wrong.map(w => w.name)).toEqual(['liar'])
    const small = await shrink(wrong[0]!, hold)
    expect(small.program.lines.map(l => l.text)).toEqual([
      'let mut x: u8 = 0;',
      'let p = &raw mut x;',
      'let r = &*p;',
      '*p = 1;',
      'let _w = *r;',
    ])
    expect(small.miri!.stacked).toMatchObject({ class: 'missing', line: 6 })
  })
  test('what rustc refuses is left out, and the others are asked', async () => {
    const refused: Program = {
      lines: [
        { text: 'let mut x: u8 = 0;', ops: ['x = alloc 1'], defines: 'x', uses: [] },
        { text: 'let a = &mut x;', ops: ['a = &mut x'], defines: 'a', uses: ['x'] },
        { text: 'let b = &mut x;', ops: ['b = &mut x'], defines: 'b', uses: ['x'] },
        { text: '*a = 1;', ops: ['write a'], defines: null, uses: ['a'] },
      ],
    }
    const said = await holdToMiri([{ name: 'two', program: refused }, ...found], hold)
    expect(said.map(s => s.miri === null)).toEqual([true, ...found.map(() => false)])
  })
})

test('a seed makes the same programs again, each with the operations of its lines', () => {
  const one = (seed: number): string => textOf('a', generate(randomOf(seed), 'a')).text
  expect(one(7)).toBe(one(7))
  expect(one(7)).not.toBe(one(8))
  const r = randomOf(9)
  for (let i = 0; i < 300; i++) {
    const program = generate(r, 'a')
    const { ops, at } = textOf('a', program)
    expect(at.length).toBe(ops.length)
    expect(() => simulated('a', program)).not.toThrow()
    for (const less of smaller(program)) expect(() => simulated('a', less)).not.toThrow()
  }
})
test('the distribution has room: undefined, and each operation', () => {
  const r = randomOf(10)
  const programs = Array.from({ length: 1000 }, () => generate(r, 'a'))
  const said = programs.map(p => simulated('a', p))
  expect(said.filter(s => s.stacked.class !== 'ok' || s.tree.class !== 'ok').length).toBeGreaterThan(350)
  for (const feature of FEATURES)
    expect(programs.filter(p => featuresOf('a', p).has(feature)).length, feature).toBeGreaterThan(70)
})
test('verdict, class and line are compared', () => {
  const said = (klass: 'ok' | 'missing' | 'forbidden', line: number | null) => ({ class: klass, line, message: '' })
  expect(agrees(said('missing', 3), said('missing', 3))).toBe(true)
  expect(agrees(said('missing', 3), said('missing', 4))).toBe(false)
  expect(agrees(said('missing', 3), said('forbidden', 3))).toBe(false)
  expect(agrees(said('ok', null), said('missing', 3))).toBe(false)
})
test('a function of the generated file needs a name that Rust allows', () => {
  expect(() => textOf('Not a name', { lines: [] })).toThrow('`Not a name` is no name of a Rust function')
})
