// What a timetable and a list of decks need of each deck. A deck with a mistake elsewhere can still be planned and presented; the build reports it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from '@slidev/parser'
import { deckIds } from '../deck.ts'
import { findExercises } from '../exercise/find.ts'
import type { PlannedDeck } from './plan.ts'

const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0)

/** In the order of their mechanisms. Minutes that a slide does not state count as none, as do those of extra slides. */
export function readPlans(root: string): PlannedDeck[] {
  return deckIds(root)
    .map((id): PlannedDeck => {
      const path = join(root, 'decks', id, 'slides.md')
      const { slides } = parseSync(readFileSync(path, 'utf8'), path)
      const head = (slides[0]?.frontmatter ?? {}) as { title?: unknown; mechanism?: unknown; duration?: unknown }
      return {
        id,
        title: String(head.title ?? id),
        mechanism: number(head.mechanism),
        duration: number(head.duration),
        minutes: slides
          .map(slide => slide.frontmatter as { minutes?: unknown; extra?: unknown })
          .filter(slide => slide.extra !== true)
          .reduce((sum, slide) => sum + number(slide.minutes), 0),
        exercises: findExercises(root, [id]).exercises.reduce((sum, exercise) => sum + exercise.text.minutes, 0),
      }
    })
    .sort((a, b) => a.mechanism - b.mechanism)
}
