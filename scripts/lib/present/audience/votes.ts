// What the audience answered and asked: a machine that takes entries, each of which can be taken twice without harm, and says what follows from them. Pure.
// A server that was started again takes the entries of the one before it, and knows what that one knew.
import type { Answer, Talk, TalkForm, TalkQuestion } from '../../renderings/talk/talk.ts'
import { MOST, type Round, type Tally } from './messages.ts'

/** Nobody counts more, whatever comes. */
const MOST_VOTERS = 5000
const MOST_ASKED = 200
const MOST_ASKED_BY_ONE = 20

export type Entry =
  | { kind: 'vote'; deck: string; question: string; round: Round; guest: string; answer: Answer }
  | { kind: 'asked'; deck: string; guest: string; n: number; slide: number; at: number; text: string }
  | { kind: 'settled'; guest: string; n: number }
  /** The trainer's hand on a question: which round, and whether votes are taken. */
  | { kind: 'round'; deck: string; question: string; round: 'first' | 'second'; open: boolean }
  /** The slide has said its answer: from then on no vote of the room counts. */
  | { kind: 'revealed'; deck: string; question: string }
  | { kind: 'reached'; deck: string; slide: number }
  | { kind: 'freed'; deck: string; free: boolean }
  | { kind: 'test'; deck: string; which: 'before' | 'after'; open: boolean }

/** Of two entries with the same key only the later one counts, so nobody has to keep the earlier one. */
export function keyOf(entry: Entry): string {
  switch (entry.kind) {
    case 'vote':
      return `vote ${entry.deck} ${entry.question} ${entry.round} ${entry.guest}`
    case 'asked':
    case 'settled':
      return `${entry.kind} ${entry.guest} ${entry.n}`
    case 'round':
    case 'revealed':
      return `${entry.kind} ${entry.deck} ${entry.question}`
    case 'test':
      return `test ${entry.deck} ${entry.which}`
    default:
      return `${entry.kind} ${entry.deck}`
  }
}

export interface AskedQuestion {
  /** The guest's name and its own number. */
  guest: string
  n: number
  deck: string
  slide: number
  /** Milliseconds since 1970. */
  at: number
  text: string
}

export interface Hand {
  round: 'first' | 'second'
  open: boolean
}
const FIRST: Hand = { round: 'first', open: true }

type Votes_ = Map<string, Answer>

export class Votes {
  readonly #votes = new Map<string, Votes_>()
  readonly #asked = new Map<string, AskedQuestion>()
  readonly #settled = new Set<string>()
  readonly #hands = new Map<string, Hand>()
  readonly #revealed = new Set<string>()
  readonly #reached = new Map<string, number>()
  readonly #free = new Set<string>()
  readonly #tests = new Map<string, boolean>()

  take(entry: Entry): void {
    switch (entry.kind) {
      case 'vote': {
        const key = `${entry.deck} ${entry.question} ${entry.round}`
        const votes: Votes_ = this.#votes.get(key) ?? new Map()
        this.#votes.set(key, votes.set(entry.guest, entry.answer))
        return
      }
      case 'asked': {
        const { kind: _, ...asked } = entry
        return void this.#asked.set(`${entry.guest} ${entry.n}`, asked)
      }
      case 'settled':
        return void this.#settled.add(`${entry.guest} ${entry.n}`)
      case 'round':
        return void this.#hands.set(`${entry.deck} ${entry.question}`, { round: entry.round, open: entry.open })
      case 'revealed':
        return void this.#revealed.add(`${entry.deck} ${entry.question}`)
      case 'reached':
        return void this.#reached.set(entry.deck, Math.max(this.reached(entry.deck), entry.slide))
      case 'freed':
        return void (entry.free ? this.#free.add(entry.deck) : this.#free.delete(entry.deck))
      case 'test':
        return void this.#tests.set(`${entry.deck} ${entry.which}`, entry.open)
    }
  }

  /** Answers by guest. */
  answers(deck: string, question: string, round: Round): ReadonlyMap<string, Answer> {
    return this.#votes.get(`${deck} ${question} ${round}`) ?? new Map()
  }
  hand = (deck: string, question: string): Hand => this.#hands.get(`${deck} ${question}`) ?? FIRST
  isRevealed = (deck: string, question: string): boolean => this.#revealed.has(`${deck} ${question}`)
  /** The highest slide that guests have seen. */
  reached = (deck: string): number => this.#reached.get(deck) ?? 1
  isFree = (deck: string): boolean => this.#free.has(deck)
  isTesting = (deck: string, which: 'before' | 'after'): boolean => this.#tests.get(`${deck} ${which}`) ?? false
  /** Whether a test was ever open. */
  wasTested = (deck: string, which: 'before' | 'after'): boolean => this.#tests.has(`${deck} ${which}`)

  /** Questions to the speaker that are still open, in the order in which they came. */
  box(): AskedQuestion[] {
    return [...this.#asked.entries()].filter(([key]) => !this.#settled.has(key)).map(([, asked]) => asked)
  }
  hasAsked = (guest: string, n: number): boolean => this.#asked.has(`${guest} ${n}`)
  /** Whether one more is taken. */
  mayAsk(guest: string): boolean {
    const own = [...this.#asked.values()].filter(asked => asked.guest === guest).length
    return this.#asked.size < MOST_ASKED && own < MOST_ASKED_BY_ONE
  }
  /** Whether one more voter fits. */
  mayVote(deck: string, question: string, round: Round, guest: string): boolean {
    const votes = this.answers(deck, question, round)
    return votes.has(guest) || votes.size < MOST_VOTERS
  }
}

/** The question that belongs to a place: the one that is open there by the slide's steps, or the last one that was. */
export function questionAt(talk: Talk, { slide, click }: { slide: number; click: number }): TalkQuestion | null {
  const here = talk.questions.filter(question => question.slide === slide && question.asks <= click)
  return here.findLast(question => click < question.ends) ?? here.at(-1) ?? null
}

// ---------- answers ----------

/** What a person writes, with the spaces that carry nothing taken out. */
export const tidied = (text: string): string => text.trim().replaceAll(/\s+/g, ' ')

/** The answer in the one form in which equal answers are equal; null when it does not fit its question. */
export function fitted({ form, options, rows }: TalkForm, answer: Answer): Answer | null {
  if (form === 'values') {
    if (answer.length !== rows.length || answer.some(value => typeof value !== 'string')) return null
    const values = (answer as string[]).map(tidied)
    return values.every(value => value.length <= MOST.value) && values.some(Boolean) ? values : null
  }
  if (answer.some(at => typeof at !== 'number' || at >= options.length)) return null
  const chosen = answer as number[]
  if (form === 'cases') return chosen.length === rows.length ? chosen : null
  if (new Set(chosen).size !== chosen.length) return null
  if (form === 'one') return chosen.length === 1 ? chosen : null
  if (form === 'order') return chosen.length === options.length ? chosen : null
  return [...chosen].sort((a, b) => a - b)
}

export const isRight = (answer: Answer, right: Answer | null): boolean =>
  right !== null && answer.length === right.length && answer.every((part, i) => same(part, right[i]!))
const same = (a: string | number, b: string | number): boolean =>
  typeof a === 'string' && typeof b === 'string' ? tidied(a) === tidied(b) : a === b

/** Of the texts of one row, so many are named one by one. */
const MOST_VALUES = 6
/** The label of those that are not. */
export const OTHERS = ''

/**
 * How often the room chose what.
 * @param open whether right and wrong may be told
 */
export function tallyOf(question: TalkQuestion, round: Round, answers: Iterable<Answer>, open: boolean): Tally {
  const all = [...answers]
  const right = open ? question.right : null
  return {
    round,
    answers: all.length,
    right: right ? all.filter(answer => isRight(answer, right)).length : null,
    bars:
      question.form === 'values'
        ? valueBars(question.rows, all as string[][], right)
        : question.form === 'order'
          ? valueBars(
              [''],
              all.map(answer => [digitsOf(answer)]),
              right && [digitsOf(right)],
            )
          : optionBars(question, all, right),
  }
}

/** An order in the digits that its options have on the slide. */
const digitsOf = (answer: Answer): string => answer.map(at => Number(at) + 1).join(' ')

function optionBars(
  { form, options, rows }: TalkQuestion,
  all: readonly Answer[],
  right: Answer | null,
): Tally['bars'] {
  const bar = (row: number, at: number, count: number, isIt: boolean | null) => ({
    row,
    label: options[at]!.text,
    count,
    right: isIt,
  })
  const count = (holds: (answer: number[]) => boolean): number => (all as number[][]).filter(holds).length
  switch (form) {
    case 'cases':
      return rows.flatMap((_, row) =>
        options.map((_, at) =>
          bar(
            row,
            at,
            count(answer => answer[row] === at),
            right && right[row] === at,
          ),
        ),
      )
    default:
      return options.map((_, at) =>
        bar(
          0,
          at,
          count(answer => answer.includes(at)),
          right && (right as number[]).includes(at),
        ),
      )
  }
}

function valueBars(rows: readonly string[], all: readonly string[][], right: Answer | null): Tally['bars'] {
  return rows.flatMap((_, row) => {
    const counts = new Map<string, number>()
    for (const answer of all) if (answer[row]) counts.set(answer[row], (counts.get(answer[row]) ?? 0) + 1)
    const isIt = (label: string) => right && same(label, right[row]!)
    const sorted = [...counts].sort(([, a], [, b]) => b - a)
    const named = sorted.filter(([label], i) => i < MOST_VALUES || isIt(label))
    const rest = sorted.filter(one => !named.includes(one)).reduce((sum, [, count]) => sum + count, 0)
    return [
      ...named.map(([label, count]) => ({ row, label, count, right: isIt(label) })),
      ...(rest ? [{ row, label: OTHERS, count: rest, right: right && false }] : []),
    ]
  })
}

/** Numbers and the words of verdicts: what may be shown to a room although anybody could have written it. */
const FIT_FOR_A_ROOM =
  /^(?:[-+]?\d[\d .,:;_×x/()-]{0,30}(?:bytes?|bits?|B|KiB|ms|µs|ns|%)?|true|false|yes|no|none|nothing|panics?|aborts?|compiles|is rejected|rejected|error|UB|E0\d{3})$/i

/** The tally as the room may see it: texts that a guest wrote stand there only where a recording says the same, or where nobody could mind them. */
export function forRoom(tally: Tally, { form, right }: TalkQuestion): Tally {
  if (form !== 'values') return tally
  const rows = Map.groupBy(tally.bars, bar => bar.row)
  const bars = [...rows].flatMap(([row, of]) => {
    const isFit = ({ label }: Tally['bars'][number]): boolean =>
      label !== OTHERS && (FIT_FOR_A_ROOM.test(label) || (right !== null && same(label, right[row]!)))
    const rest = of.filter(bar => !isFit(bar))
    const count = rest.reduce((sum, bar) => sum + bar.count, 0)
    const wrong = of.some(bar => bar.right !== null) ? false : null
    return [...of.filter(isFit), ...(count ? [{ row, label: OTHERS, count, right: wrong }] : [])]
  })
  return { ...tally, bars }
}

// ---------- before and after ----------

export interface Shift {
  text: string
  /** Shares of right answers, 0 to 1, over all questions of the outcome and all who answered them; null where nobody did. */
  before: number | null
  after: number | null
}

/** At most so many questions make a test: one of each outcome. */
export function testOf(talk: Talk): TalkQuestion[] {
  const ids = new Set(talk.outcomes.flatMap(({ questions }) => questions.slice(0, 1)))
  return talk.questions.filter(({ id }) => ids.has(id))
}

/** What the room knew before and after, outcome by outcome; of nobody in particular. */
export function shiftOf(talk: Talk, votes: Votes): Shift[] {
  const share = (questions: readonly TalkQuestion[], round: Round): number | null => {
    const marks = questions.flatMap(({ id, right }) =>
      [...votes.answers(talk.id, id, round).values()].map(answer => isRight(answer, right)),
    )
    return marks.length ? marks.filter(Boolean).length / marks.length : null
  }
  const asked = testOf(talk)
  return talk.outcomes.map(({ text, questions }) => {
    const own = asked.filter(({ id }) => questions.includes(id))
    return { text, before: share(own, 'before'), after: share(own, 'after') }
  })
}
