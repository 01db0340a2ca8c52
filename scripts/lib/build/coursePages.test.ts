// The jobs of the pages: which there are, what they write, and what makes them be done again.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkPage } from '../proof/linksGate.ts'
import { samplePages } from '../proof/samplePages.ts'
import { SmallCourse } from '../renderings/pages/fixture.testing.ts'
import { coursePages } from './coursePages.ts'
import type { SiteJob } from '../site/jobs.ts'

let course: SmallCourse
beforeEach(() => {
  course = new SmallCourse()
})
afterEach(() => course.remove())

const slide = (title: string, body: string, note = 'Words.'): string =>
  `\n---\nminutes: 1\n---\n\n# ${title}\n\n${body}\n\n<!--\n${note}\n-->\n`
const jobs = async (): Promise<SiteJob[]> => coursePages(await course.site())
const named = (all: readonly SiteJob[], name: string): SiteJob => all.find(job => job.name === name)!
const outputs = (all: readonly SiteJob[]): string[] =>
  all.flatMap(job => job.outputs).filter(file => file.endsWith('.html'))

describe('the pages of a course', () => {
  it('has none of a kind that it has nothing for', async () => {
    course.deck('01-a', slide('A claim', '<Code src="counts.rs" />'), ['counts'])
    expect(outputs(await jobs())).toEqual([
      '01-a/programs/index.html',
      '01-a/programs/counts/index.html',
      'claims/index.html',
    ])
  })
  it('has a page for a program that nothing shows, and for its code', async () => {
    course.deck('01-a', slide('A claim', 'Nothing is shown.'), ['split'])
    const all = await jobs()
    expect(outputs(all)).toContain('errors/E0502/index.html')
    for (const job of all) await job.run(await course.site())
    expect(readFileSync(join(course.root, 'dist/01-a/programs/split/index.html'), 'utf8')).toContain('Nowhere yet')
    expect(readFileSync(join(course.root, 'dist/01-a/programs/split/split.rs'), 'utf8')).toContain(
      '//@ check-fail: E0502',
    )
  })
  it('has links that lead somewhere, and every file that it promised', async () => {
    course.deck(
      '01-a',
      slide('A claim', '<Code src="split.rs" />', 'It is [refused](run:split) with [a code](error:E0502).'),
      ['split'],
    )
    course.write(
      'glossary.yaml',
      "- id: loan\n  term: loan\n  text: 'What a borrow makes, see [loan](term:loan).'\n  authority: rfc:2094\n  deck: 01-a\n",
    )
    const site = await course.site()
    const all = coursePages(site)
    for (const job of all) await job.run(site)
    for (const file of all.flatMap(job => job.outputs))
      expect(existsSync(join(course.root, 'dist', file)), file).toBe(true)
    for (const file of [
      'index.html',
      '01-a/index.html',
      '01-a/cover.png',
      'site/offline.js',
      'favicon.svg',
      'site.webmanifest',
    ])
      course.write(`dist/${file}`, '')
    course.write('dist/01-a/read/index.html', '<p id="s1"></p><p id="s2"></p>')
    const wrong = outputs(all).flatMap(file =>
      checkPage(join(course.root, 'dist'), file, new Map([['01-a', 2]]), new Set()),
    )
    expect(wrong).toEqual([])
    expect(samplePages(join(course.root, 'dist'))).toEqual([
      '01-a/programs/index.html',
      '01-a/programs/split/index.html',
      'errors/index.html',
      'errors/E0502/index.html',
      'glossary/index.html',
      'claims/index.html',
    ])
  })
  it('refuses a program that is not recorded as it stands, though nothing shows it', async () => {
    course.deck('01-a', slide('A claim', 'Nothing is shown.'), ['split'])
    course.write('decks/01-a/snippets/split.rs', '//@ check\n')
    await expect(jobs()).rejects.toThrow(/decks\/01-a\/snippets\/split\.rs.*STALE/)
  })
})

describe('the pages are made again', () => {
  it('of the decks that an edit touches or mentions, and of no other', async () => {
    course.deck('01-a', slide('A claim', '<Code src="split.rs" />'), ['split'])
    course.deck('02-b', slide('Another', '<Code src="counts.rs" />'), ['counts'])
    course.deck('03-c', slide('A third', '<Code src="cycle.rs" />'), ['cycle'])
    const before = await jobs()
    course.deck('02-b', slide('Another', '<Code src="counts.rs" />', 'As [there](run:01/split).'), ['counts'])
    const after = await jobs()
    const same = (name: string): boolean => named(before, name).inputs![0] === named(after, name).inputs![0]
    expect(same('programs of 01-a')).toBe(false)
    expect(same('programs of 02-b')).toBe(true)
    expect(same('programs of 03-c')).toBe(true)
    expect(same('error codes')).toBe(false)
  })
})
