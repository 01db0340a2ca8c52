// The parser of directives, marks and regions: what it reads, and that each mistake is an error with its line.
import { describe, expect, test } from 'vitest'
import { parseSnippet, regionOf, SnippetError, splitWords } from './snippet.ts'
import { srcKey } from './keys.ts'

const problems = (source: string): string[] => {
  try {
    parseSnippet(source, 'x.rs')
  } catch (error) {
    if (error instanceof SnippetError) return error.message.split('\n')
    throw error
  }
  return []
}

describe('directives', () => {
  test('all of them are read', () => {
    const { directives } = parseSnippet(
      [
        '//@ run-crash: 134',
        '//@ trace',
        '//@ edition: 2021,2024',
        '//@ emit: mir ElaborateDrops cond',
        "//@ emit: vtable Option<&'a u8> Shape",
        '//@ flags: -O -C panic=abort',
        '//@ toolchain: next',
        '//@ bootstrap',
        '//@ crate: tokio, futures',
        '//@ needs: miri',
        '//@ args: a "b c"',
        'fn main() {}',
      ].join('\n'),
    )
    expect(directives).toMatchObject({
      expect: { kind: 'run-crash', exit: 134 },
      expectLine: 1,
      trace: true,
      editions: [2021, 2024],
      emits: [
        { kind: 'mir', arg: 'ElaborateDrops cond', line: 4 },
        { kind: 'vtable', arg: "Option<&'a u8> Shape", line: 5 },
      ],
      flags: ['-O', '-C', 'panic=abort'],
      toolchain: 'next',
      bootstrap: true,
      crates: ['tokio', 'futures'],
      needs: ['miri'],
      args: ['a', 'b c'],
    })
  })
  test('Miri is asked under both models, with flags and seeds', () => {
    expect(
      parseSnippet(
        '//@ run\n//@ miri-seeds: 64\n//@ miri: stacked: ub, tree: ok\n//@ miri-flags: -Zmiri-strict-provenance\nfn main() {}',
      ).directives.miri,
    ).toEqual({
      expect: { stacked: 'ub', tree: 'ok' },
      line: 3,
      flags: ['-Zmiri-strict-provenance'],
      seeds: 64,
    })
    expect(parseSnippet('//@ run\n//@ miri: race\nfn main() {}').directives.miri).toMatchObject({
      expect: { stacked: 'race', tree: 'race' },
      seeds: null,
    })
  })
  test('a model of loom uses its crate', () => {
    expect(parseSnippet('//@ run\n//@ loom\nfn main() {}').directives).toMatchObject({ loom: true, crates: ['loom'] })
  })
  test('codes are a sorted multiset', () => {
    expect(parseSnippet('//@ check-fail: E0502 E0499 E0502').directives.expect).toEqual({
      kind: 'check-fail',
      codes: ['E0499', 'E0502', 'E0502'],
    })
  })
  test.each([
    ['fn main() {}', 'x.rs:1: the snippet does not say what to expect'],
    ['//@ check\n//@ run\n', 'x.rs:2: a second expectation'],
    ['//@ check\n\n//@ chek: 1\n', 'x.rs:3: unknown directive `//@ chek: 1`'],
    ['//@ check\n//@ emit: lay T\n', 'x.rs:2: `//@ emit: lay` is not known'],
    ['//@ check\n//@ emit: mir f\n', 'x.rs:2: `//@ emit: mir f` is not complete: write `//@ emit: mir PASS FN`'],
    ['//@ check\n//@ edition: 2023\n', 'x.rs:2: `//@ edition: 2023`'],
    ['//@ check-fail:\n', 'x.rs:1: `//@ check-fail:` needs the exact codes'],
    ['//@ check-fail: 502\n', 'x.rs:1: `502` is no error code'],
    ['//@ run-crash: 101\n', 'x.rs:1: `//@ run-crash:` needs an exit status'],
    ['//@ check\n//@ trace\n', 'x.rs:2: `//@ trace` needs a program that runs'],
    ['//@ run\n//@ miri: maybe\nfn main() {}', 'x.rs:2: `//@ miri: maybe` is no verdict: write `//@ miri: ok`'],
    ['//@ run\n//@ miri: stacked: ub\nfn main() {}', 'x.rs:2: `//@ miri: stacked: ub` is no verdict'],
    ['//@ run\n//@ miri: stacked: ub, stacked: ok\nfn main() {}', 'x.rs:2: `//@ miri: stacked: ub, stacked: ok` is no'],
    ['//@ check\n//@ miri: ok\nfn f() {}', 'x.rs:2: `//@ miri` needs a `fn main`'],
    ['//@ check-fail: E0502\n//@ miri: ok\nfn main() {}', 'x.rs:2: `//@ miri` needs a program that compiles'],
    [
      '//@ run\n//@ crate: tokio\n//@ miri: ok\nfn main() {}',
      'x.rs:3: `//@ miri` cannot ask about a program that uses',
    ],
    ['//@ run\n//@ miri-seeds: 64\nfn main() {}', 'x.rs:2: `//@ miri-seeds` needs `//@ miri: …`'],
    ['//@ run\n//@ miri: ok\n//@ miri-seeds: 1\nfn main() {}', 'x.rs:3: `//@ miri-seeds:` needs a whole number from 2'],
    ['//@ run\n//@ miri: ok\n//@ miri-flags: -O\nfn main() {}', 'x.rs:3: `-O` is no flag of Miri'],
    ['//@ run\n//@ miri: ok\n//@ miri-flags: -Zmiri-seed=3\nfn main() {}', 'x.rs:3: `-Zmiri-seed=3` is not for the'],
    ['//@ run\n//@ miri: ok\n//@ miri-flags: -Zmiri-ignore-leaks\nfn main() {}', 'x.rs:3: `-Zmiri-ignore-leaks` would'],
    ['//@ check\n//@ loom\nfn main() {}', 'x.rs:2: `//@ loom` needs a model that runs'],
    ['//@ check\nlet x; //~ E0502\n', 'x.rs:2: a `//~` mark needs `//@ check-fail'],
    ['//@ check-fail: E0502\nlet x; //~ E0499\n', 'x.rs:2: the mark `E0499` is not'],
    ['//@ check\n// #region a\nfn f() {}\n', 'x.rs:2: region a is not closed'],
    ['//@ check\n// #endregion\n', 'x.rs:2: `// #endregion` closes no open region'],
    ['//@ check\n// #region a\n// #endregion\n', 'x.rs:2: region a is empty'],
  ])('%j is an error with its line', (source, message) => {
    expect(problems(source).some(p => p.startsWith(message))).toBe(true)
  })
})

describe('marks', () => {
  test('on the line, above it, and beside another', () => {
    const { marks } = parseSnippet('//@ check-fail: E0502 E0499 E0505\na; //~ E0502\n//~^ E0499\n//~| E0505\n')
    expect(marks.map(m => [m.line, m.code])).toEqual([
      [2, 'E0502'],
      [2, 'E0499'],
      [2, 'E0505'],
    ])
  })
})

describe('regions', () => {
  const source = [
    '//@ check-fail: E0502 E0502',
    '',
    'fn main() {',
    '    // #region body',
    '    let x = 1; //~ E0502',
    '    //~| E0502',
    '',
    '      y();',
    '    // #endregion',
    '}',
  ].join('\n')
  test('the shown text is dedented and knows its lines', () => {
    const region = regionOf(parseSnippet(source), 'body')
    expect(region).toMatchObject({ start: 5, end: 8, dedent: 4, text: 'let x = 1;\n\n  y();' })
    expect(region.lines.map(l => l.number)).toEqual([5, 7, 8])
  })
  test('the whole file is shown without directives', () => {
    expect(parseSnippet(source).shown.text).toBe('fn main() {\n    let x = 1;\n\n      y();\n}')
  })
  test('a missing region names those that exist', () => {
    expect(() => regionOf(parseSnippet(source), 'none', 'x.rs')).toThrow(
      'x.rs:1: there is no `// #region none`; the regions are body',
    )
  })
})

test('words keep brackets together', () => {
  expect(splitWords('Box<dyn Fn(u8) -> u8> Shape')).toEqual(['Box<dyn Fn(u8) -> u8>', 'Shape'])
})

test('the source key ignores line endings and nothing else', () => {
  expect(srcKey('a\r\nb')).toBe(srcKey('a\nb'))
  expect(srcKey('a\nb')).not.toBe(srcKey('a\nb '))
})
