// The talk's half of its audience: hears where the talk is and what guests say, keeps their answers, and tells guests and trainer what each may know. It knows no network: a podium (channel.ts) carries it.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Talk, TalkQuestion } from '../../renderings/talk/talk.ts'
import { Buckets } from '../guests/limits.ts'
import { heard } from '../heard.ts'
import type { Room } from '../room/state.ts'
import type { Podium } from './channel.ts'
import { saySchema, type AskedView, type Reply, type Round, type Say, type Tally } from './messages.ts'
import type { AudienceAction, AudienceView } from './view.ts'
import { fitted, forRoom, keyOf, questionAt, shiftOf, tallyOf, testOf, Votes, type Entry } from './votes.ts'

export interface AudienceOptions {
  /** What is known of a deck; null when there is none of that name. */
  talk: (deck: string) => Talk | null
  podium: Podium
  /** With it the names of guests are made; one for the whole talk. */
  secret: string
  /** What was kept before this process began. */
  entries: readonly Entry[]
  /** Keeps an entry where the end of this process does not reach it; resolves once it is there. */
  keep: (key: string, entry: Entry) => Promise<void>
  /** Hears what the trainer's windows show, at most ten times a second. */
  onView: (view: AudienceView) => void
}

type Refused = Exclude<Reply['status'], 'joined'>

const TELL_EVERY = 100
/** Of one guest: votes and questions at once, and a second from then on. */
const VOTES_OF_ONE = { burst: 24, perSecond: 1 }
const ASKED_BY_ONE = { burst: 2, perSecond: 1 / 20 }

/** What the trainer may keep of a talk: sums, of nobody in particular. */
export interface Sums {
  deck: string
  title: string
  questions: { text: string; slide: number; rounds: Tally[] }[]
  outcomes: { text: string; before: number | null; after: number | null }[]
}

export class Audience {
  readonly #options: AudienceOptions
  readonly #votes = new Votes()
  readonly #quickVotes = new Buckets(VOTES_OF_ONE)
  readonly #quickAsks = new Buckets(ASKED_BY_ONE)
  #room: Room | null = null
  #guests = 0
  #told: Record<string, string> = {}
  #telling: NodeJS.Timeout | undefined

  constructor(options: AudienceOptions) {
    this.#options = options
    for (const entry of options.entries) this.#votes.take(entry)
    options.podium.onSay(message => this.#hear(message))
    options.podium.onCount(guests => {
      this.#guests = guests
      this.#tellTrainer()
    })
  }

  /** The room has a new value. */
  move(room: Room): void {
    this.#room = room
    const talk = this.#talk()
    if (!talk) return
    const { deck } = room
    if (room.slide > this.#votes.reached(deck)) this.#keep({ kind: 'reached', deck, slide: room.slide })
    for (const { id, slide, ends } of talk.questions)
      if (slide === room.slide && ends <= room.click && !this.#votes.isRevealed(deck, id))
        this.#keep({ kind: 'revealed', deck, question: id })
    const question = this.#question()
    if (room.cover === 'votes' && question && this.#isOpen(question)) this.#setRound(question, { open: false })
    this.#tell()
  }

  /** What the desk asks for. */
  act(action: AudienceAction): void {
    const deck = this.#room?.deck
    const question = this.#question()
    if (deck === undefined) return
    switch (action.do) {
      case 'toggle':
        if (question) this.#setRound(question, { open: !this.#votes.hand(deck, question.id).open })
        break
      case 'again':
        if (question && this.#mayVoteAgain(question)) this.#setRound(question, { round: 'second', open: true })
        break
      case 'settle':
        this.#keep({ kind: 'settled', guest: action.guest, n: action.n })
        break
      case 'free':
        this.#keep({ kind: 'freed', deck, free: action.free })
        break
      case 'test':
        for (const which of ['before', 'after'] as const)
          if (which === action.which || this.#votes.isTesting(deck, which))
            this.#keep({ kind: 'test', deck, which, open: which === action.which && action.open })
        break
    }
    this.#tell()
  }

  view(): AudienceView {
    const talk = this.#talk()
    const question = this.#question()
    const deck = this.#room?.deck ?? ''
    const test = (['before', 'after'] as const).find(which => this.#votes.isTesting(deck, which)) ?? null
    const wasTested = (['before', 'after'] as const).some(which => this.#votes.wasTested(deck, which))
    return {
      guests: this.#guests,
      asked: talk && question ? this.#askedFor(question) : null,
      box: this.#votes.box(),
      free: this.#votes.isFree(deck),
      test: {
        count: talk ? testOf(talk).length : 0,
        open: test,
        takers: talk && test ? this.#takers(talk, test) : 0,
        shift: talk && wasTested ? shiftOf(talk, this.#votes) : [],
      },
    }
  }

  sums(decks: readonly string[]): Sums[] {
    return decks.flatMap(deck => {
      const talk = this.#options.talk(deck)
      if (!talk) return []
      const questions = talk.questions
        .map(question => ({
          text: question.text,
          slide: question.slide,
          rounds: this.#tallies(deck, question, true)
            .filter(tally => tally.answers > 0)
            .map(tally => forRoom(tally, question)),
        }))
        .filter(({ rounds }) => rounds.length)
      const outcomes = shiftOf(talk, this.#votes).filter(({ before, after }) => before !== null || after !== null)
      return questions.length || outcomes.length ? [{ deck, title: talk.title, questions, outcomes }] : []
    })
  }

  // ---------- what guests say ----------

  async #hear(message: unknown): Promise<Reply> {
    const said = heard('say', saySchema, message)
    if (!said) return { status: 'unfit' }
    if (said.do === 'join')
      return { status: 'joined', you: said.you && this.#isOurs(said.you) ? said.you : this.#name() }
    const [guest = ''] = said.you.split('.')
    if (!this.#isOurs(said.you)) return { status: 'stranger' }
    const entry = said.do === 'vote' ? this.#voteOf(guest, said) : this.#askOf(guest, said)
    if (typeof entry === 'string') return { status: entry }
    this.#votes.take(entry)
    await this.#options.keep(keyOf(entry), entry)
    this.#tellTrainer()
    return { status: 'counted' }
  }

  #voteOf(guest: string, { deck, question: id, round, answer }: Extract<Say, { do: 'vote' }>): Entry | Refused {
    const given = this.#votes.answers(deck, id, round).get(guest)
    // Said again because the reply was lost: it was counted, and is not counted twice.
    if (given && JSON.stringify(given) === JSON.stringify(answer)) return 'counted'
    if (!this.#quickVotes.take(guest)) return 'quick'
    const question = this.#isAsked(deck, id, round)
    if (!question) return 'closed'
    const fit = fitted(question, answer)
    if (!fit) return 'unfit'
    if (!this.#votes.mayVote(deck, id, round, guest)) return 'full'
    return { kind: 'vote', deck, question: id, round, guest, answer: fit }
  }

  /** The question, if it may be answered now in this round. */
  #isAsked(deck: string, id: string, round: Round): TalkQuestion | null {
    const talk = this.#talk()
    if (!talk || talk.id !== deck) return null
    if (round === 'before' || round === 'after')
      return (this.#votes.isTesting(deck, round) && testOf(talk).find(question => question.id === id)) || null
    const question = this.#question()
    return question?.id === id && this.#isOpen(question) && this.#votes.hand(deck, id).round === round ? question : null
  }

  #askOf(guest: string, { deck, n, slide, text }: Extract<Say, { do: 'ask' }>): Entry | Refused {
    if (this.#votes.hasAsked(guest, n)) return 'counted'
    if (!this.#quickAsks.take(guest)) return 'quick'
    if (!this.#options.talk(deck)) return 'unfit'
    if (!this.#votes.mayAsk(guest)) return 'full'
    return { kind: 'asked', deck, guest, n, slide, at: Date.now(), text }
  }

  /** A name that says nothing, with the proof that it was given here. */
  #name(): string {
    const name = randomBytes(16).toString('base64url')
    return `${name}.${this.#proof(name)}`
  }
  #proof = (name: string): string =>
    createHmac('sha256', this.#options.secret).update(name).digest().subarray(0, 16).toString('base64url')
  #isOurs(you: string): boolean {
    const [name = '', proof = ''] = you.split('.')
    const own = Buffer.from(this.#proof(name))
    const given = Buffer.from(proof)
    return own.length === given.length && timingSafeEqual(own, given)
  }

  // ---------- what holds now ----------

  #talk = (): Talk | null => (this.#room ? this.#options.talk(this.#room.deck) : null)
  #question(): TalkQuestion | null {
    const talk = this.#talk()
    return talk && this.#room ? questionAt(talk, this.#room) : null
  }
  #isOpen(question: TalkQuestion): boolean {
    const { deck, click } = this.#room!
    const { isRevealed, hand } = this.#votes
    return click < question.ends && !isRevealed(deck, question.id) && hand(deck, question.id).open
  }
  /** A second round follows a first one, before the slide has said the answer. */
  #mayVoteAgain({ id, ends }: TalkQuestion): boolean {
    const { deck, click } = this.#room!
    const { round } = this.#votes.hand(deck, id)
    const first = this.#votes.answers(deck, id, 'first').size
    return click < ends && !this.#votes.isRevealed(deck, id) && round === 'first' && first > 0
  }
  #setRound({ id }: TalkQuestion, patch: { round?: 'second'; open: boolean }): void {
    const { deck } = this.#room!
    this.#keep({ kind: 'round', deck, question: id, ...this.#votes.hand(deck, id), ...patch })
  }
  #takers(talk: Talk, which: 'before' | 'after'): number {
    return new Set(testOf(talk).flatMap(({ id }) => [...this.#votes.answers(talk.id, id, which).keys()])).size
  }

  /** Round by round; the second one only once it was opened. */
  #tallies(deck: string, question: TalkQuestion, open: boolean): Tally[] {
    const rounds =
      this.#votes.hand(deck, question.id).round === 'second' ? (['first', 'second'] as const) : (['first'] as const)
    return rounds.map(round => tallyOf(question, round, this.#votes.answers(deck, question.id, round).values(), open))
  }

  #askedFor(question: TalkQuestion): AudienceView['asked'] {
    const { deck, click, cover } = this.#room!
    const revealed = this.#votes.isRevealed(deck, question.id) || click >= question.ends
    const tallies = this.#tallies(deck, question, true)
    const any = tallies.some(({ answers }) => answers > 0)
    const { round, open } = this.#votes.hand(deck, question.id)
    return {
      question,
      round,
      phase: revealed ? 'revealed' : cover === 'votes' ? 'shown' : open ? 'open' : 'closed',
      tallies,
      room: this.#tallies(deck, question, revealed).map(tally => forRoom(tally, question)),
      mayAgain: this.#mayVoteAgain(question),
      pending: any && !revealed && cover !== 'votes',
    }
  }

  #askedForGuests(): AskedView | null {
    const question = this.#question()
    const asked = question && this.#askedFor(question)
    if (!asked || !question) return null
    const { id, form, text, options, rows, code } = question
    const revealed = asked.phase === 'revealed'
    if (revealed && !asked.tallies.some(({ answers }) => answers > 0)) return null
    const shown = revealed || asked.phase === 'shown'
    return {
      deck: this.#room!.deck,
      slide: question.slide,
      question: { id, form, text, options, rows, code },
      round: asked.round,
      phase: shown ? 'shown' : (asked.phase as 'open' | 'closed'),
      tallies: shown ? asked.room : [],
      right: revealed ? question.right : null,
    }
  }

  // ---------- telling ----------

  #keep(entry: Entry): void {
    this.#votes.take(entry)
    void this.#options.keep(keyOf(entry), entry)
  }

  #tell(): void {
    const room = this.#room
    const talk = this.#talk()
    if (!room || !talk) return
    const { deck, slide, click } = room
    const { podium } = this.#options
    const reached = this.#votes.isFree(deck) ? talk.slides.length : this.#votes.reached(deck)
    const test = (['before', 'after'] as const).find(which => this.#votes.isTesting(deck, which))
    const questions = testOf(talk).map(({ id, form, text, options, rows, code }) => {
      return { id, form, text, options, rows, code }
    })
    this.#tellOnce('place', { deck, slide, click, reached }, value => podium.tell('place', value))
    this.#tellOnce('asked', this.#askedForGuests(), value => podium.tell('asked', value))
    this.#tellOnce('test', test ? { deck, which: test, questions } : null, value => podium.tell('test', value))
    this.#tellTrainer()
  }

  /** What was told last is not told again. */
  #tellOnce<T>(kind: string, value: T, tell: (value: T) => void): void {
    const text = JSON.stringify(value)
    if (this.#told[kind] === text) return
    this.#told[kind] = text
    tell(value)
  }

  /** Two hundred votes in a second are ten messages. */
  #tellTrainer(): void {
    if (this.#telling) return
    this.#telling = setTimeout(() => {
      this.#telling = undefined
      this.#options.onView(this.view())
    }, TELL_EVERY)
  }
}
