// Which edition of the course a page belongs to: stands on every page and in every PDF.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Course } from '../content/card.ts'

/** `Rust internals 0.1.0, verified with rustc 1.95.0`. */
export function stampOf(root: string, course: Course): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const compilers = [...new Set(course.decks.flatMap(d => d.rustc.split(', ')).filter(Boolean))]
  return `${course.title} ${version}${compilers.length ? `, verified with rustc ${compilers.join(' and ')}` : ''}`
}
