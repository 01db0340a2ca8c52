import { describe, expect, it } from 'vitest'
import { type ClaimKind, claimsOf, needOf } from './claims.ts'
import { paragraphsOf } from './paragraphs.ts'

/** A slide whose code the compiler has judged: only a verdict may rest on that. */
const beside = (judged: boolean) => ({
  file: 'decks/01-a/slides.md',
  slide: 2,
  where: 'note' as const,
  judged,
  recorded: true,
})
const claims = (text: string, judged = true) =>
  paragraphsOf(text, beside(judged), 10).flatMap(p => claimsOf(p, name => name === 'by-miri'))
const alone = (text: string, judged = true) => claims(text, judged).filter(c => !c.evidence.length)

/** For each kind: a planted defect, and what mends it. */
const PLANTED: [kind: ClaimKind, defect: string, mended: string[]][] = [
  [
    'dated',
    'The lint was removed in 1.63.',
    [
      'The lint [was removed](pr:96268) in 1.63.',
      'The lint was removed in [1.63](release:1.63.0).',
      'The lint was removed in 1.63. <History rec="lint" />',
    ],
  ],
  ['dated', 'The old checker was removed in 2019.', ['The old checker [was removed](rfc:2094) in 2019.']],
  ['dated', 'It is the default since August 2021.', ['It [is](pr:1) the default since August 2021.']],
  ['dated', 'Since Rust 1.0 a cycle leaks.', ['Since [Rust 1.0](release:1.0.0) a cycle leaks.']],
  [
    'promised',
    'The order of fields is guaranteed.',
    ['The order of fields [is guaranteed](ref:destructors.operation).', 'It [is guaranteed](doc:std/pin/index.html).'],
  ],
  ['promised', 'RFC 1857 promises it.', ['[RFC 1857](rfc:1857) promises it.']],
  [
    'promised',
    'The hatch is documented, and the layout specified.',
    ['The [hatch](nomicon:dropck.html) is documented.'],
  ],
  [
    'undefined',
    'To read it is undefined behaviour.',
    ['To read it [is](ref:undefined.invalid) undefined behaviour.', '[This read](run:by-miri) is UB.'],
  ],
  ['measured', 'The vector takes 56 bytes.', ['The vector takes <Fact rec="v" get="stdout[0]" /> bytes.']],
  ['measured', 'It is 3.5 times faster, and needs 12 ms.', ['It needs <Fact rec="v" get="stdout[0]" /> ms.']],
]

describe('a claim on a slide that has code', () => {
  it.each(PLANTED)('%s: "%s" stands alone', (kind, defect, mended) => {
    expect(alone(defect).map(c => c.kind)).toContain(kind)
    for (const text of mended) expect(alone(text), text).toEqual([])
  })
  it('of a verdict rests on that code, and on no other slide', () => {
    expect(claims('The second write is rejected.')[0]).toMatchObject({
      kind: 'verdict',
      evidence: ['code of the slide'],
    })
    expect(alone('The second write is rejected.', false)).toHaveLength(1)
    expect(alone('It [fails with E0506](run:demo-last).', false)).toEqual([])
    expect(alone('It fails with `E0506`.', false)).toHaveLength(1)
  })
  it('of undefined behaviour rests on no program that Miri has not judged', () => {
    expect(alone('[This read](run:by-rustc) is UB.').map(c => c.kind)).toEqual(['undefined'])
  })
  it('is not mended by evidence of another kind, nor of another paragraph', () => {
    expect(alone('The order [is guaranteed](run:by-miri).')).toHaveLength(1)
    expect(alone('The lint was removed in 1.63 [here](ref:a.b).')).toHaveLength(1)
    expect(alone('The lint was removed in 1.63.\n\n[The lint](pr:96268) is gone.')).toHaveLength(1)
  })
  it('is named with its line and sentence', () => {
    expect(alone('One thing.\n\nAnother. A third: it was\nremoved in 1.63.')[0]).toMatchObject({
      file: 'decks/01-a/slides.md',
      line: 12,
      sentence: 'A third: it was removed in 1.63.',
    })
    expect(needOf('dated')).toContain('`release:`')
  })
})

describe('no claim is', () => {
  it.each([
    'Was it removed in 1.63?',
    'Demo: rustc 1.63 prints 12 bytes.',
    'In edition 2024 the guard is dropped earlier, and in 2021 later.',
    'The programs were recorded with 1.99.1.',
    'The test runs against tokio 1.54.1.',
    'Observed, not guaranteed.',
    'The language promises none of it, and nothing about the layout is documented.',
    'The text says `since 1.63` and `56 bytes`.',
    'Version 1.5 ms is nothing.',
    '```sh\nrustc 1.63 takes 12 ms\n```',
    '# Guaranteed since 1.63',
  ])('%s', text => {
    expect(claims(text).filter(c => c.kind !== 'measured' || !/1\.5/.test(text))).toEqual([])
  })
})

describe('paragraphs', () => {
  it('are items, rows and blocks between blank lines, each with its line', () => {
    const text =
      'A block\nof two lines.\n\n* one\n* two\n\n| a | b |\n|---|---|\n| c | d |\n\n[click] Said.\nAnswer: Yes.'
    expect(paragraphsOf(text, beside(true), 5).map(p => [p.line, p.text])).toEqual([
      [5, 'A block\nof two lines.'],
      [8, 'one'],
      [9, 'two'],
      [11, '| a | b |'],
      [13, '| c | d |'],
      [15, '[click] Said.'],
      [16, 'Answer: Yes.'],
    ])
  })
})
