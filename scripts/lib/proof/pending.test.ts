// The ratchet: what the list holds back, and that it cannot grow, in a temporary repository with commits of its own.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Deck } from '../deck.ts'
import type { Course, TimedGate } from './gate.ts'
import { askDecks, parsePending, type Pending, PENDING_FILE, remaining, settle } from './pending.ts'
import { askHistory, regrown, type Version } from './pendingHistory.ts'
import { runGate, skipProblems, summary } from './runGates.ts'

const decks = ['01-a', '02-b'].map(id => ({ id, file: `decks/${id}/slides.md` }) as Deck)
/** A rule that only 01-a breaks. */
const answer = askDecks('rooms', decks, d =>
  d.id === '01-a' ? [{ file: d.file, line: 3, message: 'breaks the rule' }] : [],
)

describe('what is pending', () => {
  it('counts where the deck is not listed', () =>
    expect(settle([answer], {}).problems).toEqual([
      { file: 'decks/01-a/slides.md', line: 3, message: 'breaks the rule' },
    ]))
  it('is held back where it is', () => expect(settle([answer], { rooms: ['01-a'] })).toEqual({ problems: [], held: 1 }))
  it('must go from the list when the deck keeps the rule', () => {
    const text = '{\n  "rooms": [\n    "01-a",\n    "02-b"\n  ]\n}\n'
    expect(settle([answer], parsePending(text), text).problems).toEqual([
      expect.objectContaining({ file: PENDING_FILE, line: 4, message: expect.stringContaining('02-b keeps the rule') }),
    ])
  })
  it('says nothing of decks that were not asked', () =>
    expect(settle([{ ...answer, asked: ['01-a'] }], { rooms: ['01-a', '02-b'] }).problems).toEqual([]))
  it('is printed for each rule', () =>
    expect(remaining({ rooms: ['01-a', '02-b'], 'figure-types': [] })).toEqual([
      expect.stringMatching(/^rooms: 2 to go \(.*\): 01-a, 02-b$/),
    ]))
  it.each([
    ['{ "rooms": ', 'not JSON'],
    ['{ "rooms": "01-a" }', 'a list of names'],
    ['{ "romos": [] }', 'no rule `romos`'],
    ['{ "rooms": ["01-a", "01-a"] }', 'twice'],
  ])('refuses %s', (text, what) => expect(() => parsePending(text)).toThrow(what))
})

describe('the list and its history', () => {
  /** A repository with one commit for each list. */
  function repository(...lists: (Pending | string)[]) {
    const root = mkdtempSync(join(tmpdir(), 'ri-ratchet-'))
    onTestFinished(() => rmSync(root, { recursive: true, force: true }))
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
        cwd: root,
        encoding: 'utf8',
        stdio: 'pipe',
      })
    const write = (list: Pending | string) => {
      mkdirSync(dirname(join(root, PENDING_FILE)), { recursive: true })
      writeFileSync(join(root, PENDING_FILE), typeof list === 'string' ? list : JSON.stringify(list))
    }
    const commit = (list: Pending | string) => {
      write(list)
      git('add', '-A')
      git('commit', '-q', '--allow-empty', '-m', 'list')
    }
    git('init', '-q', '-b', 'main')
    for (const list of lists) commit(list)
    return { root, git, commit }
  }
  const said = (root: string, now: Pending) => askHistory(root, now).problems.map(p => p.message)

  it('lets a list shrink, and a new rule come', () => {
    const { root } = repository({ rooms: ['01-a', '02-b'] })
    expect(said(root, { rooms: ['01-a'], 'figure-types': ['01-a', '02-b'] })).toEqual([])
    expect(said(root, {})).toEqual([])
  })
  it('is red for a deck that was taken off and breaks the rule, and red for putting it back', async () => {
    const { root, commit } = repository({ rooms: ['01-a', '02-b'] }, { rooms: ['02-b'] })
    const gate = (now: Pending): TimedGate => ({
      name: 'planted',
      about: '',
      minutes: 1,
      run: () => Promise.resolve({ checked: 2, what: 'decks', rules: [answer], ...askHistory(root, now) }),
    })
    const red = async (now: Pending) => {
      const judged = await runGate(gate(now), { root, decks, dist: '' } as Course, { pending: now, ci: false })
      return judged.problems.map(p => p.message)
    }
    expect(await red({ rooms: ['01-a'] })).toEqual([expect.stringContaining('01-a left the list of `rooms`')])
    expect(await red({ rooms: [] })).toEqual(['breaks the rule'])
    // One commit later, and two: the way back stays closed.
    commit({ rooms: ['01-a'] })
    expect(await red({ rooms: ['01-a'] })).toEqual([expect.stringContaining('may not return')])
    commit({ rooms: ['01-a'], 'figure-types': [] })
    expect(await red({ rooms: ['01-a'] })).toEqual([expect.stringContaining('may not return')])
  })
  it('is red for a deck that was never listed for a rule that is not new', () => {
    const { root, commit } = repository({ rooms: ['02-b'] }, { rooms: [] })
    const grown = [expect.stringContaining('which is no new rule')]
    expect(said(root, { rooms: ['01-a'] })).toEqual(grown)
    commit({ rooms: ['01-a'] })
    expect(said(root, { rooms: ['01-a'] })).toEqual(grown)
    commit({ rooms: ['01-a'], 'figure-types': [] })
    expect(said(root, { rooms: ['01-a'] })).toEqual(grown)
  })
  it('calls no rule new that an earlier version names, even if it was deleted since', () => {
    const { root } = repository({ rooms: ['02-b'] }, {})
    expect(said(root, { rooms: ['01-a'] })).toEqual([expect.stringContaining('which is no new rule')])
  })
  it('is not fooled by deleting the file', () => {
    const { root, git, commit } = repository({ rooms: ['01-a'] })
    git('rm', '-q', PENDING_FILE)
    git('commit', '-q', '-m', 'gone')
    commit({ rooms: ['01-a'] })
    expect(said(root, { rooms: ['01-a'] })).toEqual([expect.stringContaining('may not return')])
  })
  it('understands branches: a rule that came beside is not one that left', () => {
    const { root, git, commit } = repository({ rooms: ['01-a', '02-b'] })
    git('switch', '-q', '-c', 'side')
    commit({ rooms: ['02-b'] })
    git('switch', '-q', 'main')
    commit({ rooms: ['01-a', '02-b'], 'figure-types': ['01-a'] })
    try {
      git('merge', '-q', 'side')
    } catch {
      commit({ rooms: ['02-b'], 'figure-types': ['01-a'] })
    }
    commit({ rooms: ['02-b'], 'figure-types': ['01-a'] })
    expect(said(root, { rooms: ['02-b'], 'figure-types': ['01-a'] })).toEqual([])
    expect(said(root, { rooms: ['01-a', '02-b'] })).toEqual([expect.stringContaining('01-a left the list')])
  })
  it('passes over a version that was no list', () => {
    const { root } = repository({ rooms: ['01-a'] }, '<<<<<<< HEAD', { rooms: ['01-a'] })
    expect(said(root, { rooms: ['01-a'] })).toEqual([])
  })
  it('skips in a shallow clone and without a repository, and says that the check is required', () => {
    const { root, commit } = repository({ rooms: ['01-a'] }, { rooms: [] })
    commit({ rooms: [], 'figure-types': [] })
    const clone = mkdtempSync(join(tmpdir(), 'ri-shallow-'))
    const bare = mkdtempSync(join(tmpdir(), 'ri-nowhere-'))
    onTestFinished(() => [clone, bare].forEach(d => rmSync(d, { recursive: true, force: true })))
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${root}`, clone], { stdio: 'pipe' })
    for (const [place, why] of [
      [clone, 'the clone is shallow'],
      [bare, 'no Git repository'],
    ] as const) {
      const { problems, skipped } = askHistory(place, { rooms: ['01-a'] })
      expect(problems).toEqual([])
      expect(skipped).toEqual([{ class: 'required', count: 1, why: expect.stringContaining(why) }])
      expect(skipProblems('code', skipped, true)).toHaveLength(1)
    }
  })
  it('finds a pair that returned in a merge', () => {
    const versions: Version[] = [
      { commit: 'a', parents: [], pending: { rooms: ['01-a'] } },
      { commit: 'b', parents: ['a'], pending: { rooms: [] } },
      { commit: 'c', parents: ['a'], pending: { rooms: ['01-a'], 'figure-types': [] } },
      { commit: 'm', parents: ['b', 'c'], pending: { rooms: ['01-a'], 'figure-types': [] } },
    ]
    expect(regrown({ rooms: ['01-a'] }, versions)).toHaveLength(1)
  })
})

describe('skips', () => {
  const gate = (kind: 'required' | 'wide'): TimedGate => ({
    name: 'planted',
    about: '',
    minutes: 1,
    run: () =>
      Promise.resolve({ checked: 1, what: 'thing', problems: [], skipped: [{ class: kind, count: 3, why: 'x' }] }),
  })
  const run = (kind: 'required' | 'wide', ci: boolean) =>
    runGate(gate(kind), { root: '', decks: [], dist: '' }, { pending: {}, ci })

  it('counts a wide one under CI=true, and it is not red', async () => {
    const judged = await run('wide', true)
    expect(judged.problems).toEqual([])
    expect(summary([judged]).at(-1)).toBe('1 passed, 0 failed, 3 wide checks left to the scheduled workflow')
  })
  it('makes a required one red under CI=true only', async () => {
    expect((await run('required', true)).problems).toHaveLength(1)
    const judged = await run('required', false)
    expect(summary([judged]).at(-1)).toBe('1 passed, 0 failed, 3 required checks skipped')
  })
  it('breaks off a gate that does not end', async () => {
    const endless: TimedGate = { name: 'endless', about: '', minutes: 0.001, run: () => new Promise(() => {}) }
    const judged = await runGate(endless, { root: '', decks: [], dist: '' }, { pending: {}, ci: false })
    expect(judged.problems[0]!.message).toContain('not finished after 0.001 minutes')
  })
})
