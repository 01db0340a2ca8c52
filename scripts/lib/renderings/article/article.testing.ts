// An article of a small deck, and the parts of its page, for tests.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestCourse, Tested } from '../../content/fixture.testing.ts'
import { ROOT } from '../../deck.ts'
import { articleOf, type Article } from './article.ts'
import { gather } from '../gather.ts'

export interface Made extends Article {
  problems: Tested['problems']
}

/** The article of a cover and these slides. @param addresses further lines of course.yaml @param publicUrl where the site is published */
export async function articleFrom(
  course: TestCourse,
  tested: Tested,
  planned: readonly string[] = [],
  addresses = '',
  publicUrl: string | null = null,
): Promise<Made> {
  course.write('course.yaml', readFileSync(join(ROOT, 'course.yaml'), 'utf8') + addresses)
  const around = await gather(tested.content!, {
    library: await course.library,
    glossary: [],
    cards: [],
    planned: new Set(planned),
    stamp: 'Rust internals 0.0, verified with rustc 1.0.0',
    publicUrl,
  })
  return { ...articleOf(around), problems: tested.problems }
}

/** The section of a slide. */
export const sectionOf = (html: string, slide: number): string =>
  new RegExp(`<section [^>]*data-no="${slide}"[\\s\\S]*?\\n</section>`).exec(html)?.[0] ?? ''
