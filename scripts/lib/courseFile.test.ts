// course.yaml: what it may say, and that what needs an absent address is absent.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseCourseFile, readCourseFile } from './courseFile.ts'
import { ROOT } from './deck.ts'
import { landingHtml } from './site/landing.ts'

const SOUND = 'title: A course\nlicence:\n  code: MIT\n  text: CC BY 4.0\n'

describe('course.yaml', () => {
  it('is sound in this repository', () => expect(readCourseFile(ROOT).title).toBe('Rust internals'))
  it('gives addresses one form', () => {
    expect(parseCourseFile(SOUND)).not.toHaveProperty('site')
    expect(parseCourseFile(`${SOUND}site: https://example.org/c\nrepository: https://example.org/r/\n`)).toMatchObject({
      site: 'https://example.org/c/',
      repository: 'https://example.org/r',
    })
  })
  it.each([
    ['a missing title', SOUND.replace('title', 'titel'), /course\.yaml:1: titel: there is no such field/],
    [
      'a licence without its text',
      SOUND.replace(/ {2}text.*\n/, ''),
      /course\.yaml:2: licence\.text: name the licence/,
    ],
    ['a plain address', `${SOUND}site: http://example.org/\n`, /course\.yaml:5: site: an address such as/],
    ['something that is no address', `${SOUND}\nrepository: owner/name\n`, /course\.yaml:6: repository: an address/],
    ['an edition by another name', `${SOUND}edition: second\n`, /course\.yaml:5: edition: an edition is named by year/],
    ['an edition of no month', `${SOUND}edition: 2026-13\n`, /course\.yaml:5: edition: an edition is named by year/],
    ['an empty address', `${SOUND}site:\n`, /course\.yaml:5: site/],
    ['what is not YAML', 'title: [\n', /course\.yaml:\d: this is not valid YAML/],
  ])('refuses %s, at its line', (_, text, message) => expect(() => parseCourseFile(text)).toThrow(message))
  it('says what to write when it is not there', () => {
    const root = mkdtempSync(join(tmpdir(), 'ri-course-'))
    onTestFinished(() => rmSync(root, { recursive: true }))
    expect(() => readCourseFile(root)).toThrow('course.yaml:1: there is no such file')
  })
})

describe('the landing page', () => {
  const page = (text: string, publicUrl: string | null) =>
    landingHtml([], {
      publicUrl,
      stamp: 'A course 1.0',
      root: ROOT,
      course: parseCourseFile(text),
      corrections: [],
      figures: { emblems: new Map(), live: '', css: '' },
      questions: new Map(),
      pages: new Set(),
    })
  it('has no address that the course does not have', () => {
    const html = page(SOUND, null)
    for (const mark of ['rel="canonical"', 'og:url', 'in the repository']) expect(html).not.toContain(mark)
    expect(html).toContain('Text CC BY 4.0, code MIT')
  })
  it('links those that it has', () => {
    const html = page(`${SOUND}repository: https://example.org/r\n`, 'https://example.org/c/')
    expect(html).toContain('<link rel="canonical" href="https://example.org/c/">')
    expect(html).toContain('<a href="https://example.org/r">')
  })
})
