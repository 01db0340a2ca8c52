// CONTRIBUTING.md teaches the source format: each of its examples is read by the parser that reads the decks.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from '../deck.ts'
import { CUES } from './marks.ts'
import { HEAD, TestCourse } from './fixture.testing.ts'
import { readGlossary } from './glossary.ts'
import { Reporter } from './reporter.ts'

const DECK = '03-trait-objects'
const course = new TestCourse(DECK)
afterAll(() => course.remove())

const text = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8')
const fences = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([whole, language = '', body = '']) => ({
  language,
  body,
  line: text.slice(0, text.indexOf(whole)).split('\n').length,
}))
const slides = fences.filter(fence => fence.language === 'md' && fence.body.startsWith('---'))
const lists = fences.filter(fence => fence.language === 'yaml')
const list = (name: string): string => lists.find(fence => fence.body.startsWith(`# ${name}\n`))?.body ?? ''

describe('examples of CONTRIBUTING.md', () => {
  it('are there', () => expect([slides.length, lists.length]).toEqual([2, 2]))
  it.each(slides)('the slide on line $line', async ({ body }) => {
    const { slide, problems } = await course.readText(`${HEAD}\n${body}`)
    // The example's notes say how notes are written, not what each of the figure's steps shows.
    expect(problems.filter(p => !/steps \d+ times|add up to|notes step to/.test(p.message))).toEqual([])
    expect(slide.body).toMatchObject([{ kind: 'figure', family: 'FatPointer' }])
  })
  it('the forms of predictions', async () => {
    const forms = list('predict')
      .split('\n')
      .filter(line => line.startsWith('- '))
      .map(line => line.slice(2))
    expect(forms.length).toBe(7)
    for (const form of forms) {
      const { slide, problems } = await course.read('# A claim\n\nWords.', `predict: ${form}\n`)
      expect(problems).toEqual([])
      expect(slide.predict).not.toBeNull()
    }
  })
  it('the glossary', async () => {
    course.write('glossary.yaml', list('glossary'))
    const report = new Reporter('glossary.yaml')
    expect(readGlossary(await course.library, [DECK], report)).toMatchObject([{ id: 'vtable' }])
    expect(report.problems).toEqual([])
  })
  it('name every mark and every tag', async () => {
    const { families } = await course.library
    for (const name of CUES) expect(text).toContain(`\`${name}:`)
    for (const tag of ['Code', 'Diagnostic', 'Output', 'Fact', 'History', 'WhatIf']) expect(text).toContain(`<${tag} `)
    expect(families.size).toBeGreaterThan(10)
  })
})
