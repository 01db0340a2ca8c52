// The decks are what lies in decks/, in the order of their numbers: their headmatter, their slides, and what is wrong with them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from '@slidev/parser'
import { z } from 'zod'
import { isDraft } from './draft.ts'
import { type LocatedYaml, parseLocatedYaml } from './locatedYaml.ts'
import { type Problem, ProblemError } from './problem.ts'

export const ROOT = resolve(fileURLToPath(import.meta.url), '../../..')

/** Whether a text that looks like a date names a day that has been. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

export const LEVELS = ['intermediate', 'advanced', 'expert'] as const
/** The headmatter's own fields; Slidev's are passed through. */
export const Headmatter = z.object({
  title: z.string().min(3),
  mechanism: z.number().int().min(1).max(99),
  summary: z.string().min(20, "the mechanism's own sentence"),
  tags: z.array(z.string()).min(4).max(6),
  level: z.enum(LEVELS),
  prerequisites: z.array(z.string()),
  duration: z.number().int().positive(),
  checked: z.preprocess(
    v => (v instanceof Date ? v.toISOString().slice(0, 10) : v),
    z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'the date of the last fact check, YYYY-MM-DD')
      .refine(isDay, 'there is no such day; write the date of the last fact check, YYYY-MM-DD'),
  ),
  draft: z
    .boolean({ error: '`draft` is true or false' })
    .optional()
    .describe('not published, and no gate is held to it'),
})
export type Headmatter = z.infer<typeof Headmatter>

export const LAYOUTS = [
  'cover',
  'promise',
  'section',
  'default',
  'figure',
  'split',
  'predict',
  'exercises',
  'quiz',
  'summary',
  'references',
] as const
export type LayoutName = (typeof LAYOUTS)[number]

export interface Slide {
  /** 1-based, as in the address `/5`. */
  no: number
  title: string
  layout: LayoutName
  minutes: number
  /** Beyond the lecture: counts neither in `duration` nor in the minutes of its section. */
  extra: boolean
  frontmatter: Record<string, unknown>
  content: string
  note: string
  /** First line of the slide's content in slides.md, 1-based. */
  line: number
  /** First line of the slide's frontmatter, 1-based. */
  start: number
  /** First line of the note's text, 1-based; `line` where there is no note. */
  noteLine: number
  /** The frontmatter with its lines; null where it is missing or is no YAML. */
  front: LocatedYaml | null
}
export interface Section {
  letter: string
  title: string
  question: string
  no: number
  minutes: number
  slides: Slide[]
}
export interface Deck {
  id: string
  dir: string
  file: string
  head: Headmatter
  slides: Slide[]
  sections: Section[]
}

/** Folder names in decks/ that hold a slides.md, in the order of their names. */
export function deckIds(root = ROOT): string[] {
  const dir = join(root, 'decks')
  if (!existsSync(dir)) return []
  return readdirSync(dir, { withFileTypes: true })
    .filter(d => d.isDirectory() && existsSync(join(dir, d.name, 'slides.md')))
    .map(d => d.name)
    .sort()
}

/** The decks that are published and that gates are held to: those that are no drafts. */
export const publishedIds = (root = ROOT): string[] => deckIds(root).filter(id => !isDraft(root, id))

/** @throws ProblemError when the headmatter or a slide's frontmatter is wrong */
export function loadDeck(id: string, root = ROOT): Deck {
  const dir = join(root, 'decks', id),
    path = join(dir, 'slides.md'),
    file = relative(root, path)
  if (!existsSync(path))
    throw new ProblemError([
      {
        file: 'decks',
        line: 1,
        message: `there is no deck \`${id}\`; the decks are ${deckIds(root).join(', ') || '(none)'}`,
      },
    ])
  const source = readFileSync(path, 'utf8')
  return parseDeck(id, dir, file, source)
}

/** Pure part of `loadDeck`. @throws ProblemError */
export function parseDeck(id: string, dir: string, file: string, source: string): Deck {
  const { head, slides, problems } = inspectSlides(file, source)
  if (problems.length || !head) throw new ProblemError(problems)
  return { id, dir, file, head, slides, sections: sectionsOf(slides) }
}

/** A slide's frontmatter with its lines. What Slidev would repair in silence is a problem here. */
function frontOf(
  lines: readonly string[],
  from: number,
  to: number,
  file: string,
  problems: Problem[],
): LocatedYaml | null {
  if (to - from < 2) return null
  try {
    return parseLocatedYaml(lines.slice(from + 1, to - 1).join('\n'), file, from + 2)
  } catch (e) {
    if (!(e instanceof ProblemError)) throw e
    problems.push(...e.problems)
    return null
  }
}

/** Line of the note's first word, 1-based: the note is the comment that ends the slide. */
function noteLineOf(lines: readonly string[], from: number, to: number, otherwise: number): number {
  const text = lines.slice(from, to).join('\n')
  const note = [...text.matchAll(/<!--\s*/g)].at(-1)
  return note ? from + text.slice(0, note.index + note[0].length).split('\n').length : otherwise
}

/** What can be read of a deck, and all that is wrong with its headmatter and its slides' frontmatter. */
export function inspectSlides(
  file: string,
  source: string,
): { head: Headmatter | null; slides: Slide[]; problems: Problem[] } {
  const problems: Problem[] = []
  const lines = source.split(/\r?\n/)
  const parsed = parseSync(source, file)
  const raw = parsed.slides[0]?.frontmatter ?? {}
  const headLine = (key: string) => {
    const n = lines.findIndex(l => new RegExp(`^${key}\\s*:`).test(l))
    return n < 0 ? 1 : n + 1
  }
  const head = Headmatter.safeParse(raw)
  if (!head.success)
    for (const issue of head.error.issues) {
      const key = String(issue.path[0] ?? '')
      const missing = !(key in raw)
      problems.push({
        file,
        line: headLine(key),
        message: missing
          ? `the headmatter lacks \`${key}\`: add \`${key}:\` at the top of the file`
          : `headmatter \`${issue.path.join('.')}\`: ${issue.message}`,
      })
    }
  const slides: Slide[] = parsed.slides.map((s, i) => {
    const fm = s.frontmatter as Record<string, unknown>
    const layout = String(fm.layout ?? (i === 0 ? 'cover' : 'default'))
    // Slidev trims the content: its first line is the first that is not blank.
    const blank = lines.slice(s.contentStart, s.end).findIndex(l => l.trim())
    const line = s.contentStart + Math.max(0, blank) + 1,
      start = s.start + 1
    if (!(LAYOUTS as readonly string[]).includes(layout))
      problems.push({
        file,
        line: start,
        message: `there is no layout \`${layout}\`; the layouts are ${LAYOUTS.join(', ')}`,
      })
    const front = frontOf(lines, s.start, s.contentStart, file, problems)
    const minutes = fm.minutes
    if (typeof minutes !== 'number' || !(minutes > 0) || minutes > 12)
      problems.push({
        file,
        line: start,
        message: `slide ${i + 1} needs \`minutes:\`, a number above 0 and at most 12${minutes === undefined ? '' : `, not ${JSON.stringify(minutes)}`}`,
      })
    if (fm.extra !== undefined && typeof fm.extra !== 'boolean')
      problems.push({
        file,
        line: start,
        message: `\`extra:\` is true or false, not ${JSON.stringify(fm.extra)}`,
      })
    const title = layout === 'cover' ? String(raw.title ?? '') : (s.title ?? '')
    if (!title) problems.push({ file, line, message: `slide ${i + 1} has no title: begin it with \`# the claim\`` })
    return {
      no: i + 1,
      title,
      layout: layout as LayoutName,
      minutes: typeof minutes === 'number' ? minutes : 0,
      extra: fm.extra === true,
      frontmatter: fm,
      content: s.content,
      note: s.note ?? '',
      line,
      start,
      noteLine: noteLineOf(lines, s.contentStart, s.end, line),
      front,
    }
  })
  if (head.success) {
    const sum = slides.reduce((n, s) => n + lectureMinutes(s), 0)
    if (sum !== head.data.duration)
      problems.push({
        file,
        line: headLine('duration'),
        message: `duration is ${head.data.duration} but the slides' minutes without extra slides add up to ${sum}: change one of them`,
      })
  }
  // Without a head that can be read, what seems to be missing may only be written wrongly.
  const broken = problems.filter(p => p.message.startsWith('this is not valid YAML'))
  return { head: head.data ?? null, slides, problems: broken.length ? broken : problems }
}

/** Minutes that the slide takes of the lecture: an extra one takes none. */
const lectureMinutes = (s: Pick<Slide, 'minutes' | 'extra'>): number => (s.extra ? 0 : s.minutes)

const AFTER = new Set<string>(['exercises', 'quiz', 'summary', 'references'])
/** Sections with the slides in them, by their opening slides. */
export function sectionsOf(slides: readonly Slide[]): Section[] {
  const out: Section[] = []
  let open = false
  for (const s of slides) {
    if (s.layout === 'section') {
      out.push({
        letter: String.fromCharCode(65 + out.length),
        title: s.title,
        question: String(s.frontmatter.question ?? ''),
        no: s.no,
        minutes: lectureMinutes(s),
        slides: [],
      })
      open = true
    } else if (AFTER.has(s.layout)) open = false
    else if (open) {
      out.at(-1)!.slides.push(s)
      out.at(-1)!.minutes += lectureMinutes(s)
    }
  }
  return out
}

/**
 * All decks, in the order of their mechanisms, with the checks that need more than one of them.
 * @throws ProblemError with the problems of every deck
 */
export function listDecks(root = ROOT, ids = publishedIds(root)): Deck[] {
  const problems: Problem[] = []
  const decks: Deck[] = []
  for (const id of ids) {
    try {
      decks.push(loadDeck(id, root))
    } catch (e) {
      if (e instanceof ProblemError) problems.push(...e.problems)
      else throw e
    }
  }
  decks.sort((a, b) => a.head.mechanism - b.head.mechanism)
  const known = new Set(deckIds(root))
  decks.forEach((d, i) => {
    const same = decks[i + 1]
    if (same && same.head.mechanism === d.head.mechanism)
      problems.push({
        file: same.file,
        line: 1,
        message: `mechanism ${d.head.mechanism} is also the number of ${d.file}: each deck needs its own`,
      })
    for (const p of d.head.prerequisites)
      if (!known.has(p))
        problems.push({
          file: d.file,
          line: 1,
          message: `prerequisite \`${p}\` is no deck; the decks are ${[...known].join(', ')}`,
        })
  })
  if (problems.length) throw new ProblemError(problems)
  return decks
}
