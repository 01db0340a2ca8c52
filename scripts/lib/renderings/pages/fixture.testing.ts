// A program with its recording, and a small course of two decks in a folder of its own, for the tests of the pages.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { holdText } from '../../build/held.ts'
import type { Site } from '../../site/jobs.ts'
import { HEAD } from '../../content/fixture.testing.ts'
import { listDecks, ROOT } from '../../deck.ts'
import type { Recording, Run } from '../../recording/schema.ts'
import { parseSnippet } from '../../recording/snippet.ts'
import type { Around, CourseProgram } from './program.ts'

const RUSTC = { version: '1.99.1', commit: '58cf8f9c3', date: '2026-10-13', target: 'x86_64-unknown-linux-gnu' }
const MIRI = { ...RUSTC, version: '1.101.0-nightly', commit: '92b5b8c87', date: '2026-10-29' }

export const AROUND: Around = {
  shell: { title: 'A course', publicUrl: null, stamp: 'A course 1.0', image: '01-a/cover.png' },
  stamps: { course: RUSTC, miri: MIRI },
  channels: { course: '1.99.1', next: 'beta-2026-10-18', miri: 'nightly-2026-10-30' },
}

/** A program that the compiler of the course judged in edition 2024, or as `run` says. */
export function programOf(source: string, run: Partial<Run> = {}, uses: CourseProgram['uses'] = []): CourseProgram {
  const runs: Run[] = [
    {
      edition: 2024,
      command: ['rustc', '--edition', '2024', 'x.rs'],
      verdict: { kind: 'runs', label: 'runs', codes: [], exit: 0 },
      diagnostics: [],
      stdout: '',
      stderr: '',
      emits: [],
      ...run,
    },
  ]
  const keys = { srcKey: '', toolKey: '', bodyKey: '' }
  const recording: Recording = { schema: 1, snippet: 'x.rs', toolchain: 'course', ...keys, rustc: RUSTC, runs }
  return {
    deck: { id: '01-a', title: 'A deck', number: 1 },
    rec: 'x',
    program: { source, snippet: parseSnippet(source), recording, history: null, ops: undefined },
    uses,
  }
}

export const refused = (code: string, message: string): Partial<Run> => ({
  verdict: { kind: 'error', label: code, codes: [code], exit: null },
  diagnostics: [{ level: 'error', code, message, spans: [], children: [], rendered: `error[${code}]: ${message}` }],
})

/** Decks whose programs are copied from deck 08. */
export class SmallCourse {
  readonly root = mkdtempSync(join(tmpdir(), 'ri-pages-'))

  constructor() {
    for (const file of ['course.yaml', 'package.json', 'recorded.json', 'toolchains.json'])
      cpSync(join(ROOT, file), join(this.root, file))
    for (const folder of ['components', 'scripts', 'styles']) symlinkSync(join(ROOT, folder), join(this.root, folder))
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), text)
  }

  /** @param programs names of programs of deck 08 */
  deck(id: string, slides: string, programs: readonly string[]): void {
    const head = HEAD.replace('mechanism: 1', `mechanism: ${Number(id.slice(0, 2))}`)
    const minutes = [...`${head}${slides}`.matchAll(/^minutes: (\d+)/gm)].reduce((sum, m) => sum + Number(m[1]), 0)
    this.write(`decks/${id}/slides.md`, head.replace('duration: 2', `duration: ${minutes}`) + slides)
    for (const name of programs)
      for (const path of [`snippets/${name}.rs`, `recordings/${name}.json`])
        this.write(`decks/${id}/${path}`, readFileSync(join(ROOT, 'decks/08-smart-pointers', path), 'utf8'))
  }

  async site(publicUrl: string | null = null): Promise<Site> {
    const decks = listDecks(this.root)
    const { content, problems } = await holdText(
      this.root,
      decks.map(deck => deck.id),
    )
    if (problems.length) throw new Error(JSON.stringify(problems))
    const path = (output: string): string => {
      mkdirSync(dirname(join(this.root, 'dist', output)), { recursive: true })
      return join(this.root, 'dist', output)
    }
    return { root: this.root, decks, content, cards: [], stamp: 'A course 1.0', publicUrl, path }
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}
