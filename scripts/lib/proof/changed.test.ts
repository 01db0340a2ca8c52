// What a change asks for, by files; and what counts as changed, in a temporary repository.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ROOT } from '../deck.ts'
import { changedFiles, planOf, reachability, SCOPES } from './changed.ts'
import { GATES, SLOW_FILES } from './gates.ts'
import { readImports } from './imports.ts'

const { imports } = await readImports(ROOT)
const plan = (...files: string[]) => planOf(files, GATES, reachability(imports), SLOW_FILES)
const asked = (...files: string[]) => plan(...files).asked.map(q => q.gate)
const ALL = GATES.map(g => g.name)
const DECK = 'decks/03-trait-objects'

describe('a change asks', () => {
  it('for text: words, build and what looks at the site, of that deck where a gate can be asked of one', () => {
    const { asked: questions, left } = plan(`${DECK}/slides.md`)
    expect(questions.map(q => [q.gate, q.decks])).toEqual([
      ['code', 'all'],
      ['words', 'all'],
      ['unit', 'all'],
      ['build', 'all'],
      ['fit', ['03-trait-objects']],
      ['figures', ['03-trait-objects']],
      ['links', 'all'],
      ['site', 'all'],
      ['offline', 'all'],
      ['access', ['03-trait-objects']],
      ['paper', ['03-trait-objects']],
    ])
    expect(left.map(l => l.gate)).toEqual([
      'types',
      'snippets',
      'exercises',
      'faults',
      'fit',
      'figures',
      'access',
      'paper',
    ])
    expect(left.every(l => l.why.length > 20)).toBe(true)
  })
  it('for a snippet and an exercise: the compiler, of that deck', () => {
    expect(plan(`${DECK}/snippets/a.rs`).asked).toContainEqual(
      expect.objectContaining({ gate: 'snippets', decks: ['03-trait-objects'] }),
    )
    expect(plan(`${DECK}/exercises/x/src/lib.rs`).asked).toContainEqual(
      expect.objectContaining({ gate: 'exercises', decks: ['03-trait-objects'] }),
    )
    expect(asked(`${DECK}/slides.md`)).not.toContain('snippets')
  })
  it('for a component: every deck', () =>
    expect(plan('components/Bars/model.ts', `${DECK}/slides.md`).asked.find(q => q.gate === 'fit')!.decks).toBe('all'))
  it('for code: what runs it, by its imports', () => {
    const recorder = asked('scripts/lib/recording/emit/layout.ts')
    expect(recorder).toEqual(expect.arrayContaining(['types', 'snippets', 'faults']))
    expect(asked('scripts/lib/exercise/judge.ts')).toContain('exercises')
    expect(asked('scripts/lib/proof/fitGate.ts')).toEqual(expect.arrayContaining(['build', 'fit', 'faults']))
    expect(asked('scripts/lib/proof/fitGate.ts')).not.toContain('paper')
    expect(asked('scripts/lib/build/publish.ts')).toEqual(expect.arrayContaining(['build', 'fit', 'offline', 'faults']))
  })
  it('for what people read: no build', () => expect(asked('CONTRIBUTING.md')).toEqual(['code', 'words', 'unit']))
  it('for packages, and for what nobody knows: everything', () => {
    for (const file of ['package-lock.json', 'something/new.txt', 'tsconfig.json']) expect(asked(file)).toEqual(ALL)
    expect(plan('package-lock.json').left).toEqual([])
  })
  it('for nothing: nothing', () => expect(asked()).toEqual([]))
  it('knows every gate, and every file that it says a gate runs', () => {
    expect(Object.keys(SCOPES).sort()).toEqual([...ALL].sort())
    const files = new Set(imports.map(i => i.from))
    const named = Object.values(SCOPES).flatMap(s => s.runs ?? [])
    expect([...named, ...SLOW_FILES].filter(f => !files.has(f))).toEqual([])
  })
})

describe('what has changed', () => {
  it('is committed on the branch, only edited, new, deleted or renamed', () => {
    const root = mkdtempSync(join(tmpdir(), 'ri-changed-'))
    onTestFinished(() => rmSync(root, { recursive: true, force: true }))
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
        cwd: root,
        stdio: 'pipe',
      })
    const write = (file: string, text = file) => writeFileSync(join(root, file), text)
    const commit = () => {
      git('add', '-A')
      git('commit', '-q', '-m', 'x')
    }
    git('init', '-q', '-b', 'main')
    for (const file of ['same', 'committed', 'edited', 'deleted', 'old name']) write(file)
    commit()
    git('switch', '-q', '-c', 'work')
    write('committed', 'otherwise')
    commit()
    git('switch', '-q', 'main')
    write('same', 'otherwise on main')
    commit()
    git('switch', '-q', 'work')
    write('edited', 'otherwise')
    write('new — ü')
    rmSync(join(root, 'deleted'))
    renameSync(join(root, 'old name'), join(root, 'new name'))
    expect(changedFiles(root, 'main')).toEqual(
      ['committed', 'deleted', 'edited', 'new name', 'new — ü', 'old name'].sort(),
    )
    expect(() => changedFiles(root, 'nowhere')).toThrow('name a commit or a branch after --changed')
  })
})
