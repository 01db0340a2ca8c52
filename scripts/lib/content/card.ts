// The course as cards: what the cover, the landing page and the schedule show of each deck. Derived, never listed.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readCourseFile } from '../courseFile.ts'
import { type Headmatter, loadDeck, publishedIds } from '../deck.ts'
import { findExercises } from '../exercise/find.ts'
import { readRecording } from '../recording/check.ts'
import type { Recording } from '../recording/schema.ts'
import { compareVersions } from '../toolchain/version.ts'

export interface Card extends Headmatter {
  id: string
  /** Title of the course, from course.yaml. */
  course: string
  slides: number
  sections: { letter: string; title: string; minutes: number }[]
  /** `lead` is the first sentence of the task. */
  exercises: { name: string; title: string; level: string; minutes: number; lead: string }[]
  /** Compiler versions of the deck's recordings, newest last, joined by a comma. */
  rustc: string
}
export interface Course {
  title: string
  decks: Card[]
}

/** Recordings of a deck, with the path of each relative to recordings/. */
export function recordingsOf(dir: string, root: string): { path: string; recording: Recording }[] {
  const base = join(dir, 'recordings')
  if (!existsSync(base)) return []
  return readdirSync(base, { recursive: true, encoding: 'utf8' })
    .filter(f => f.endsWith('.json'))
    .sort()
    .map(path => ({ path, recording: readRecording(join(base, path), root) }))
}

function exercisesOf(id: string, root: string): Card['exercises'] {
  return findExercises(root, [id]).exercises.map(e => ({
    name: e.name,
    title: e.text.title,
    level: e.text.level,
    minutes: e.text.minutes,
    lead: /^[\s\S]*?[.?!](?=\s|$)/.exec(e.text.task.trim())?.[0].replaceAll(/\s+/g, ' ') ?? '',
  }))
}

/** One deck as a card. @throws whatever makes the deck unreadable */
export function cardOf(id: string, root: string): Card {
  const deck = loadDeck(id, root)
  const versions = [...new Set(recordingsOf(deck.dir, root).map(r => r.recording.rustc.version))].sort(compareVersions)
  return {
    ...deck.head,
    id,
    course: readCourseFile(root).title,
    slides: deck.slides.length,
    exercises: exercisesOf(id, root),
    sections: deck.sections.map(s => ({ letter: s.letter, title: s.title, minutes: s.minutes })),
    rustc: versions.join(', '),
  }
}

/** Decks that cannot be read are left out here: they are reported where they are built. */
export function courseOf(root: string): Course {
  const decks = publishedIds(root).flatMap((id): Card[] => {
    try {
      return [cardOf(id, root)]
    } catch {
      return []
    }
  })
  return { title: readCourseFile(root).title, decks: decks.sort((a, b) => a.mechanism - b.mechanism) }
}
