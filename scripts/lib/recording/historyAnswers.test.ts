// What a compiler of any age is understood to have answered: from texts that compilers printed, and from the compilers of this course.
import { describe, expect, test } from 'vitest'
import { findToolchain } from '../toolchain/find.ts'
import { ROOT } from './files.ts'
import { askHistory } from './history.ts'
import { answerBy, layoutIn, lintLevelIn, verdictIn } from './historyAnswers.ts'
import { historyWords } from './historyWords.ts'
import { type Edition, parseSnippet } from './snippet.ts'

describe('what a compiler prints', () => {
  test.each([
    [0, 'warning: x', 'ok'],
    [1, 'error[E0502]: cannot borrow\n --> a.rs:1:1\n\nerror: aborting due to previous error', 'E0502'],
    [101, 'error[E0502]: a\nerror[E0499]: b\nerror[E0502]: c\nerror: aborting due to 3 previous errors', 'E0499 E0502'],
    [101, 'a.rs:3:5: 3:6 error: cannot borrow `v` as mutable [E0502]', 'E0502'],
    [1, 'error: expected one of', 'none'],
    [1, 'thread rustc panicked', 'none'],
  ])('status %i, %j: %s', (status, stderr, verdict) => expect(verdictIn(status, stderr)).toBe(verdict))
  // As 1.31, 1.65 and 1.99 say it.
  test.each([
    ['expected an array with a fixed size of 987654321 elements, found one with 8 elements', '8'],
    ['expected an array with a fixed size of 987654321 elements, found one with 1 element', '1'],
    ['expected an array with a size of 987654321, found one with a size of 16', '16'],
    ['error[E0412]: cannot find type `Msg` in this scope', null],
  ])('%s: %s', (stderr, number) => expect(layoutIn(stderr)).toBe(number))
  test.each([
    ['', 'silent'],
    ['{"level":"warning","code":{"code":"dead_code"}}', 'silent'],
    ['{"level":"warning","code":{"code":"invalid_value"}}\n{"level":"warning","code":null}', 'warns'],
    ['{"level":"error","code":{"code":"invalid_value"}}', 'denies'],
    [
      '{"level":"warning","code":{"code":"E0133"},"children":[{"message":"`#[warn(invalid_value)]` on by default"}]}',
      'warns',
    ],
  ])('%s: %s', (stderr, level) => expect(lintLevelIn(stderr, 'invalid_value')).toBe(level))
})

const { course, next } = findToolchain(ROOT)
if (!(course && next) && process.env['CI'])
  throw new Error('CI must have both compilers: these tests may not be skipped there')

describe.skipIf(!course || !next)('the compiler of the course', () => {
  const ask = (path: string, edition: Edition, ...lines: string[]) => {
    const source = `${lines.join('\n')}\n`
    const snippet = parseSnippet(source)
    return answerBy(path, 'x.rs', source, snippet, snippet.directives.history!.form, edition)
  }
  const lazy = ['pub struct S { pub a: u8, pub b: u32 }', 'fn main() { println!("one"); println!("two") }']
  test.each([
    ['layout S size', '8'],
    ['layout S align', '4'],
    ['layout S b', '0'],
    ['layout Missing size', 'rejected E0425'],
    ['output 2', 'two'],
    ['output 3', ''],
    ['warning dead_code', 'warns'],
    ['warning invalid_value', 'silent'],
  ])('%s: %s', (asks, answer) =>
    expect(ask(course!.path, 2021, '//@ check', `//@ history: ${asks}`, 'fn unused() {}', ...lazy)).resolves.toBe(
      answer,
    ),
  )
  test('opens the gates that a snippet names', () =>
    expect(
      ask(
        course!.path,
        2021,
        '//@ check',
        '//@ bootstrap',
        '//@ history: verdict E0658 -> ok',
        '#![feature(never_type)]',
        'pub fn f(x: !) { x }',
      ),
    ).resolves.toBe('ok'))
  test('and the next one are a pair: a history from one to the other', async () => {
    const source = [
      '//@ check',
      '//@ toolchain: next',
      '//@ history: verdict E0658 -> ok since 1.99.0 in 2024',
      'pub fn f() -> usize { Vec::<u8, _>::new_in(std::alloc::System).len() }',
    ].join('\n')
    const snippet = parseSnippet(source)
    const wish = snippet.directives.history!
    const rows = await askHistory(wish, [course!.version, next!.version], (release, edition) =>
      answerBy(release === next!.version ? next!.path : course!.path, 'x.rs', source, snippet, wish.form, edition),
    )
    expect(historyWords({ asks: wish.asks, rows })).toBe(
      `edition 2024: E0658 up to ${course!.version}, accepted from ${next!.version}`,
    )
  })
})
