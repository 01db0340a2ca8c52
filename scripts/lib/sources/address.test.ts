import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AddressError, EXTERNAL, INTERNAL, isAddress, parseAddress } from './address.ts'

/** One right address of each kind, and what it means. */
const RIGHT: Record<string, object> = {
  'rustc:rustc_borrowck/src/dataflow.rs#kill_borrows_on_place': {
    path: 'rustc_borrowck/src/dataflow.rs',
    item: { segments: ['kill_borrows_on_place'], word: null },
  },
  'lib:alloc/src/rc.rs#Rc::Drop::drop': { toolchain: 'course', item: { segments: ['Rc', 'Drop', 'drop'], word: null } },
  'lib@next:alloc/src/rc.rs#RcInner': { kind: 'lib', toolchain: 'next' },
  'lib:alloc/src/boxed/convert.rs#Box::From~str': { item: { segments: ['Box', 'From'], word: 'str' } },
  'lib:core/src/pin.rs': { item: null },
  'doc:std/pin/index.html#drop-guarantee': { page: 'std/pin/index.html', anchor: 'drop-guarantee' },
  'doc@next:std/rc/struct.Rc.html#method.from_raw': { toolchain: 'next', anchor: 'method.from_raw' },
  'ref:destructors.scope.nesting': { rule: 'destructors.scope.nesting' },
  'nomicon:dropck.html#an-escape-hatch': { page: 'dropck.html' },
  'edition:rust-2024/temporary-if-let-scope.html': { anchor: null },
  'guide:borrow-check/two-phase-borrows.html': { page: 'borrow-check/two-phase-borrows.html' },
  'rfc:2094#solving-constraints': { number: 2094, anchor: 'solving-constraints' },
  'pr:96268': { number: 96268 },
  'issue:25860': { number: 25860 },
  'goal:2025h2/polonius': { page: '2025h2/polonius.html' },
  'release:1.98.0': { version: '1.98.0' },
  'miri:tests/fail/box-cell-alias.rs': { path: 'tests/fail/box-cell-alias.rs' },
  'crate:tokio@1.54.1/src/macros/select.rs#select': { name: 'tokio', version: '1.54.1', path: 'src/macros/select.rs' },
  'run:late': { deck: null, name: 'late' },
  'run:06-memory-layout/niche-max': { deck: '06-memory-layout', name: 'niche-max' },
  'deck:06/niches': { deck: '06', heading: 'niches' },
  'ask:regions-are-sets/2': { name: 'regions-are-sets/2' },
  'quiz:order': { name: 'order' },
  'exercise:own-rc': { name: 'own-rc' },
  'term:use-live': { name: 'use-live' },
  'error:E0502': { name: 'E0502' },
}

/** Wrong addresses: where the mistake stands, and a part of what is said. */
const WRONG: [address: string, offset: number, message: string][] = [
  ['std:alloc/src/rc.rs', 0, 'begins with none of'],
  ['lib:', 4, 'names nothing'],
  ['lib:alloc/src/rc.rs#Rc<T>', 22, 'holds no `<`'],
  ['lib:alloc/src/rc.rs#impl Drop', 24, 'holds no space'],
  ['lib:alloc/src/rc.rs#Rc::', 24, 'a name is missing'],
  ['lib:alloc/src/rc.rs#Rc:drop', 20, '`Rc:drop` is no name'],
  ['lib:alloc/src/rc.rs#Box::From~', 30, 'one word'],
  ['lib:alloc/src/rc', 4, 'no Rust file'],
  ['lib:../rc.rs', 4, 'no path below'],
  ['lib:alloc//rc.rs', 10, 'no path below'],
  ['lib@beta:alloc/src/rc.rs', 3, 'names no compiler'],
  ['rfc@next:2094', 3, 'lies in no compiler'],
  ['doc:std/pin', 4, 'std/pin/index.html'],
  ['doc:std/pin/index.html#a,b', 23, 'no anchor'],
  ['ref:destructors.html#scope', 4, 'ref:destructors.scope.nesting'],
  ['rfc:2094-nll', 4, 'rfc:2094#solving-constraints'],
  ['pr:#96268', 3, 'pr:96268'],
  ['issue:0', 6, 'issue:96268'],
  ['release:1.98', 8, 'release:1.98.0'],
  ['crate:tokio/src/lib.rs', 6, 'crate:tokio@1.54.1'],
  ['run:06-memory-layout/', 4, 'run:06-memory-layout/name'],
  ['deck:niches', 5, 'deck:06/niches'],
  ['term:Loan', 5, 'term:loan'],
  ['error:502', 6, 'error:E0502'],
]

describe('an address', () => {
  it.each(Object.entries(RIGHT))('%s', (text, parts) => {
    expect(parseAddress(text)).toMatchObject({ text, ...parts })
    expect(isAddress(text)).toBe(true)
  })
  it('is tried for each kind', () => {
    const tried = new Set(Object.keys(RIGHT).map(text => text.replace(/[@:].*/, '')))
    expect([...tried].sort()).toEqual([...EXTERNAL, ...INTERNAL].sort())
  })
  it.each(WRONG)('%s is refused at %i', (text, offset, message) => {
    const refused = (() => {
      try {
        parseAddress(text)
      } catch (error) {
        return error
      }
    })()
    expect(refused).toBeInstanceOf(AddressError)
    expect((refused as AddressError).message).toContain(message)
    expect((refused as AddressError).offset).toBe(offset)
  })
  it('is no URL and no anchor of a page', () => {
    for (const text of ['https://doc.rust-lang.org', '#regions', 'mailto:a@b.c', '../06/index.html'])
      expect(isAddress(text)).toBe(false)
  })
  it('is read or refused, whatever is written', () => {
    const kind = fc.constantFrom(...EXTERNAL, ...INTERNAL)
    fc.assert(
      fc.property(kind, fc.string(), (k, rest) => {
        try {
          expect(parseAddress(`${k}:${rest}`).text).toBe(`${k}:${rest}`)
        } catch (error) {
          expect(error).toBeInstanceOf(AddressError)
          expect((error as AddressError).offset).toBeLessThanOrEqual(`${k}:${rest}`.length)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
