import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { formatProblem } from '../problem.ts'
import { recordSources, showSources, verifySources } from './course.ts'
import { compilerIn, NESTING, RC, tree, type Tree } from './fixture.testing.ts'
import type { World } from './holders.ts'

const DECK = 'decks/01-a'
const SLIDES = `# A slide

<!--
The last handle [frees](lib:alloc/src/rc.rs#Rc::release) the block.

Scopes are [nested](ref:destructors.scope.nesting), since [1.99](release:1.99.0), as [RFC 2094](rfc:2094) and [the page](doc:std/rc/index.html#cycles) say.
Code is no link: \`[a](lib:nothing)\`.
-->
`
const record = (course: Tree, world: World, date = '2026-12-01') => recordSources({ root: course.root, world, date })
const verify = (course: Tree, world: World) => verifySources({ root: course.root, world, date: '2027-01-01' })
const stored = (course: Tree): { address: string }[] =>
  JSON.parse(readFileSync(join(course.root, DECK, 'sources.json'), 'utf8')) as { address: string }[]

function course(slides = SLIDES): Tree {
  const made = tree()
  made.write(`${DECK}/slides.md`, slides)
  return made
}

describe('record', () => {
  it('writes address, path, line, hash, release and date, and not the lines', async () => {
    const deck = course()
    const report = await record(deck, compilerIn(deck, '1.99.1'))
    expect(report.problems).toEqual([])
    expect(report.checked).toBe(5)
    const sources = stored(deck)
    expect(sources.map(s => s.address)).toEqual([
      'doc:std/rc/index.html#cycles',
      'lib:alloc/src/rc.rs#Rc::release',
      'ref:destructors.scope.nesting',
      'release:1.99.0',
      'rfc:2094',
    ])
    expect(sources[1]).toEqual({
      address: 'lib:alloc/src/rc.rs#Rc::release',
      release: '1.99.1',
      path: 'library/alloc/src/rc.rs',
      line: 14,
      hash: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      date: '2026-12-01',
    })
    expect(sources[2]).toMatchObject({ path: 'reference/destructors.html#r-destructors.scope.nesting', line: null })
    expect(readFileSync(join(deck.root, DECK, 'sources.json'), 'utf8')).not.toMatch(/fn release|nested within/)
  })
  it('changes nothing on another day, and verify is silent', async () => {
    const deck = course()
    const world = compilerIn(deck, '1.99.1')
    await record(deck, world)
    const before = readFileSync(join(deck.root, DECK, 'sources.json'), 'utf8')
    expect((await record(deck, world, '2027-01-01')).differences).toEqual([])
    expect(readFileSync(join(deck.root, DECK, 'sources.json'), 'utf8')).toBe(before)
    expect(await verify(deck, world)).toMatchObject({ problems: [], differences: [], checked: 5 })
  })
  it('takes away what no sentence cites, and the file with the last of it', async () => {
    const deck = course()
    const world = compilerIn(deck, '1.99.1')
    await record(deck, world)
    deck.write(`${DECK}/slides.md`, '# A slide\n\n[RFC](rfc:2094)\n')
    expect((await verify(deck, world)).differences.map(formatProblem)).toContain(
      'decks/01-a/sources.json:1: `release:1.99.0`: no sentence cites it any more',
    )
    await record(deck, world)
    expect(stored(deck)).toHaveLength(1)
    deck.write(`${DECK}/slides.md`, '# A slide\n')
    await record(deck, world)
    expect(existsSync(join(deck.root, DECK, 'sources.json'))).toBe(false)
  })
})

describe('verify under another release', () => {
  const moved = async (rc: string, nesting?: string) => {
    const deck = course()
    await record(deck, compilerIn(deck, '1.99.1'))
    return await verify(deck, compilerIn(deck, '2.0.0', { rc, ...(nesting ? { nesting } : {}) }))
  }
  it('finds an item that moved by its name', async () => {
    const { problems, differences } = await moved(RC.replace('impl<T> Rc<T> {', '\nimpl<T> Rc<T> {'))
    expect(problems).toEqual([])
    expect(differences.map(formatProblem)).toContain(
      'decks/01-a/slides.md:4: `lib:alloc/src/rc.rs#Rc::release`: it moved from 1.99.1 to 2.0.0, from line 14 to line 15, and its text is the same',
    )
  })
  it('says that an item says something else now', async () => {
    const { differences } = await moved(RC.replace('fn release(&mut self) {}', 'fn release(&mut self) { free() }'))
    expect(differences.map(formatProblem)).toContain(
      'decks/01-a/slides.md:4: `lib:alloc/src/rc.rs#Rc::release`: its text changed from 1.99.1 to 2.0.0: read it, and whether the sentence still holds',
    )
  })
  it('says that a rule says something else now', async () => {
    const { differences } = await moved(RC, `${NESTING} Or not.`)
    expect(differences.filter(d => d.kind === 'changed').map(d => d.message)).toEqual([
      '`ref:destructors.scope.nesting`: its text changed from 1.99.1 to 2.0.0: read it, and whether the sentence still holds',
    ])
  })
  it('names the sentence of an item that was renamed', async () => {
    const { problems } = await moved(RC.replaceAll('release', 'let_go'))
    expect(problems.map(formatProblem)).toEqual([
      'decks/01-a/slides.md:4: `lib:alloc/src/rc.rs#Rc::release`: alloc/src/rc.rs of 2.0.0 has no item `#Rc::release`, and no file of its crate has one of that name: it was renamed or removed, read the sentence again',
    ])
  })
  it('finds an item that went to another file of its crate', async () => {
    const deck = course()
    await record(deck, compilerIn(deck, '1.99.1'))
    const more = { 'alloc/src/rc/free.rs': 'impl<T> Rc<T> {\n    fn release(&mut self) {}\n}\n' }
    const { problems } = await verify(deck, compilerIn(deck, '2.0.0', { rc: 'pub struct Rc<T>(T);\n', more }))
    expect(problems.map(p => p.message)[0]).toContain(
      'an item of that name is now alloc/src/rc/free.rs#release on line 2',
    )
  })
})

describe('a wrong address', () => {
  const problemsOf = async (sentence: string) => {
    const deck = course(`# A slide\n\n<!--\nFine.\n\n${sentence}\n-->\n`)
    const report = await record(deck, compilerIn(deck, '1.99.1'))
    expect(existsSync(join(deck.root, DECK, 'sources.json'))).toBe(false)
    return report.problems.map(formatProblem)
  }
  it.each([
    [
      'the [rule](ref:destructors.scope.nestling)',
      '`ref:destructors.scope.nestling`: the Reference of 1.99.1 has no rule `destructors.scope.nestling`; near it: ref:destructors.scope.nesting',
    ],
    [
      'its [destructor](lib:alloc/src/rc.rs#drop)',
      '`lib:alloc/src/rc.rs#drop`: `#drop` could be 2 items of alloc/src/rc.rs in 1.99.1; write one of them, or add `~` and a word that only its header has: line 6: fn #Rc::Drop::drop; line 11: fn #Inner::Drop::drop',
    ],
    [
      'the [page](doc:std/rc/index.html#cycle)',
      '`doc:std/rc/index.html#cycle`: std/rc/index.html of 1.99.1 has no anchor `#cycle`; near it: #cycles',
    ],
    [
      'the [page](doc:std/box/index.html)',
      '`doc:std/box/index.html`: the documentation of 1.99.1 has no page std/box/index.html',
    ],
    ['since [1.98.7](release:1.98.7)', '`release:1.98.7`: the release notes of 1.99.1 have no 1.98.7'],
    [
      '[generic](lib:alloc/src/rc.rs#Rc<T>)',
      'an address holds no `<`: name the item without generics, brackets and spaces',
    ],
    [
      '[spaced](lib:alloc/src/rc.rs#impl Drop)',
      'an address holds no space: name the item without generics, brackets and spaces',
    ],
    [
      '[RFC](rfc:9999)',
      '`rfc:9999`: no RFC 9999 stands in scripts/lib/sources/rfcs.txt: mend the number, or renew the list as its first line says',
    ],
  ])('%s', async (sentence, message) => {
    expect(await problemsOf(sentence)).toEqual([`decks/01-a/slides.md:6: ${message}`])
  })
})

describe('what a machine does not have', () => {
  const sentence = '[the kill](rustc:rustc_borrowck/src/dataflow.rs#Borrows)'
  it('is counted, and red only in CI', async () => {
    const deck = course(`${sentence}\n`)
    const report = await record(deck, compilerIn(deck, '1.99.1'))
    expect(report).toMatchObject({ problems: [], checked: 0 })
    const said: string[] = []
    vi.spyOn(console, 'error').mockImplementation(text => void said.push(String(text)))
    vi.stubEnv('CI', '')
    expect(showSources(report, 'verify')).toBe(false)
    vi.stubEnv('CI', 'true')
    expect(showSources(report, 'verify')).toBe(true)
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
    expect(said[0]).toBe('1 address not resolved: rustc-dev of the compiler that is named `course` is missing here')
  })
  it('keeps what was recorded elsewhere', async () => {
    const deck = course(`${sentence} [RFC](rfc:2094)\n`)
    const old = {
      address: 'rustc:rustc_borrowck/src/dataflow.rs#Borrows',
      release: '1.99.1',
      path: 'compiler/rustc_borrowck/src/dataflow.rs',
      line: 1,
      hash: 'a',
      date: '2026-01-01',
    }
    deck.write(`${DECK}/sources.json`, JSON.stringify([old]))
    await record(deck, compilerIn(deck, '1.99.1'))
    expect(stored(deck)[1]).toEqual(old)
  })
})
