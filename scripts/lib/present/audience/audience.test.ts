// Votes of a small talk: who may answer what and when, that nothing counts twice, and that a server that begins anew knows what the one before it knew.
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCourse } from '../../content/course.ts'
import { ROOT } from '../../deck.ts'
import { loadQuiz } from '../../quiz/load.ts'
import { talkOf } from '../../renderings/talk/facts.ts'
import type { Answer, Talk, TalkForm, TalkQuestion } from '../../renderings/talk/talk.ts'
import { talk as small } from '../room/fixture.testing.ts'
import { firstRoom, moved, type Move, type Room } from '../room/state.ts'
import { Audience } from './audience.ts'
import { localChannel, type Told } from './channel.ts'
import { askedSchema, testSchema, type Reply, type Round } from './messages.ts'
import type { AudienceView } from './view.ts'
import { fitted, forRoom, keyOf, tallyOf, testOf, tidied, Votes, type Entry } from './votes.ts'

const option = (text: string) => ({ text, line: null })
const question = (id: string, over: Partial<TalkQuestion> = {}): TalkQuestion => ({
  id,
  kind: 'prediction',
  slide: 2,
  asks: 0,
  ends: 1,
  text: `What of \`${id}\`?`,
  form: 'one',
  options: ['a', 'b', 'c'].map(option),
  rows: [],
  code: [],
  right: [1],
  ...over,
})
const talk: Talk = {
  ...small(),
  questions: [
    question('predict-a'),
    question('quiz-b', { kind: 'quiz', slide: 3, asks: 0, ends: 1 }),
    question('quiz-c', { kind: 'quiz', slide: 3, asks: 2, ends: 3 }),
  ],
  outcomes: [
    { text: 'Say b.', questions: ['quiz-b'] },
    { text: 'Say c.', questions: ['quiz-c'] },
  ],
}
talk.slides[1]!.clicks = 1
talk.slides[2]!.clicks = 3

/** A talk with its guests; `again` is the same talk after its process was killed. */
function opened(kept = new Map<string, Entry>()) {
  const { podium, floor } = localChannel()
  const told: Partial<Told> = {}
  let view: AudienceView | null = null
  let room: Room = firstRoom(talk.id)
  floor.onTold((kind, value) => void (told[kind] = value as never))
  const audience = new Audience({
    talk: deck => (deck === talk.id ? talk : null),
    podium,
    secret: 'one for the whole talk',
    entries: [...kept.values()],
    keep: (key, entry) => {
      kept.set(key, entry)
      return Promise.resolve()
    },
    onView: value => (view = value),
  })
  const go = (slide: number, click = 0, cover: Room['cover'] = 'none'): void => {
    room = { ...room, rev: room.rev + 1, slide, click, cover }
    audience.move(room)
  }
  go(1)
  const join = async (): Promise<string> => ((await floor.say({ do: 'join' })) as { you: string }).you
  const vote = async (you: string, id: string, answer: Answer, round: Round = 'first'): Promise<Reply['status']> =>
    (await floor.say({ do: 'vote', you, deck: talk.id, question: id, round, answer })).status
  return { audience, floor, told, go, join, vote, kept, view: () => audience.view(), lastTold: () => view }
}

describe('a vote', () => {
  it('is taken while its slide asks, can be changed, and counts once', async () => {
    const { go, join, vote, view, told } = opened()
    const [ann, bob] = [await join(), await join()]
    expect(await vote(ann, 'predict-a', [0])).toBe('closed')
    go(2)
    expect(told.asked).toMatchObject({ slide: 2, phase: 'open', round: 'first', tallies: [], right: null })
    for (const answer of [[0], [0], [1], [1]]) expect(await vote(ann, 'predict-a', answer)).toBe('counted')
    expect(await vote(bob, 'predict-a', [0])).toBe('counted')
    expect(view().asked!.tallies[0]).toMatchObject({ answers: 2, right: 1 })
    expect(view().asked!.tallies[0]!.bars.map(bar => bar.count)).toEqual([1, 1, 0])
    go(2, 1)
    expect(await vote(bob, 'predict-a', [1])).toBe('closed')
    // Its reply was lost, and it is said again.
    expect(await vote(bob, 'predict-a', [0])).toBe('counted')
    expect(told.asked).toMatchObject({ phase: 'shown', right: [1], tallies: [{ answers: 2, right: 1 }] })
    // Back at the question nothing is open again.
    go(2, 0)
    expect(await vote(bob, 'predict-a', [1])).toBe('closed')
  })
  it('has to fit, and comes from a guest of this talk', async () => {
    const { go, join, vote, floor } = opened()
    const ann = await join()
    go(2)
    for (const answer of [[3], [0, 1], [], ['a'], [0, 0]])
      expect(await vote(ann, 'predict-a', answer as Answer)).toBe('unfit')
    expect(await vote(ann, 'predict-z', [0])).toBe('closed')
    expect(await vote(ann, 'predict-a', [0], 'second')).toBe('closed')
    expect(await vote(`${'A'.repeat(22)}.${'B'.repeat(22)}`, 'predict-a', [0])).toBe('stranger')
    expect(await vote(`${ann.slice(0, -1)}${ann.endsWith('A') ? 'B' : 'A'}`, 'predict-a', [0])).toBe('stranger')
    for (const message of [null, [], { do: 'vote' }, { do: 'join', __proto__: null, x: 1 }])
      expect((await floor.say(message)).status).toBe('unfit')
  })
  it('says nothing of what is right, nor of others, before the slide does', async () => {
    const { go, join, vote, told } = opened()
    const ann = await join()
    go(2)
    await vote(ann, 'predict-a', [1])
    const hidden = () => JSON.stringify([told.asked, told.test])
    expect(hidden()).not.toMatch(/"right":(\[|true|false|\d)|"answers"/)
    go(2, 0, 'votes')
    expect(told.asked).toMatchObject({ phase: 'shown', right: null, tallies: [{ answers: 1, right: null }] })
    expect(hidden()).not.toMatch(/"right":(\[|true|false|\d)/)
    expect(await vote(ann, 'predict-a', [0])).toBe('closed')
    for (const schema of [askedSchema]) expect(schema.safeParse(told.asked).success).toBe(true)
  })
  it('is asked for again after a discussion, and both rounds stand side by side', async () => {
    const { go, join, vote, view, audience, told } = opened()
    const [ann, bob] = [await join(), await join()]
    go(2)
    audience.act({ do: 'again' })
    expect(told.asked!.round, 'nobody has voted yet').toBe('first')
    await vote(ann, 'predict-a', [0])
    audience.act({ do: 'toggle' })
    expect(await vote(bob, 'predict-a', [0])).toBe('closed')
    audience.act({ do: 'again' })
    expect(told.asked).toMatchObject({ round: 'second', phase: 'open' })
    expect(await vote(bob, 'predict-a', [1], 'first')).toBe('closed')
    for (const you of [ann, bob]) expect(await vote(you, 'predict-a', [1], 'second')).toBe('counted')
    expect(view().asked!.tallies.map(({ round, answers, right }) => [round, answers, right])).toEqual([
      ['first', 1, 0],
      ['second', 2, 2],
    ])
    audience.act({ do: 'again' })
    expect(view().asked!.mayAgain).toBe(false)
  })
  it('is limited in how often', async () => {
    const { go, join, vote } = opened()
    const ann = await join()
    go(2)
    const all: string[] = []
    for (let i = 0; i < 40; i++) all.push(await vote(ann, 'predict-a', [i % 3]))
    // What is said again as it was counted costs nothing.
    expect(all.slice(0, 20)).not.toContain('quick')
    expect(all.filter(status => status === 'quick').length).toBeGreaterThan(8)
  })
})

describe('a name', () => {
  it('is kept by whoever has one of this talk, and replaced where it is none', async () => {
    const { floor, join, kept } = opened()
    const ann = await join()
    const again = async (of: ReturnType<typeof opened>['floor'], you: string) =>
      ((await of.say({ do: 'join', you })) as { you: string }).you
    expect(await again(floor, ann)).toBe(ann)
    expect(await again(opened(kept).floor, ann)).toBe(ann)
    expect(await again(floor, `${'A'.repeat(22)}.${'B'.repeat(22)}`)).not.toContain('AAAA')
  })
})

describe('a process that begins anew', () => {
  it('knows votes, rounds, what was said, what was reached, and its guests', async () => {
    const first = opened()
    const ann = await first.join()
    first.go(3)
    first.go(2)
    await first.vote(ann, 'predict-a', [0])
    first.audience.act({ do: 'again' })
    await first.vote(ann, 'predict-a', [1], 'second')
    expect((await first.floor.say({ do: 'ask', you: ann, n: 1, deck: talk.id, slide: 2, text: ' Why? ' })).status).toBe(
      'counted',
    )
    const again = opened(first.kept)
    again.go(2)
    expect(again.view()).toEqual({ ...first.view(), guests: 0 })
    expect(again.told.place).toMatchObject({ slide: 2, reached: 3 })
    expect(await again.vote(ann, 'predict-a', [2], 'second')).toBe('counted')
    expect(again.view().asked!.tallies.map(({ answers }) => answers)).toEqual([1, 1])
    // Asked again, because the reply was lost: it stands there once.
    await again.floor.say({ do: 'ask', you: ann, n: 1, deck: talk.id, slide: 2, text: 'Why?' })
    expect(again.view().box).toMatchObject([{ text: 'Why?', slide: 2 }])
    again.audience.act({ do: 'settle', guest: ann.split('.')[0]!, n: 1 })
    expect(opened(first.kept).view().box).toEqual([])
  })
  it('counts the same whatever is said twice, and in whatever order', () => {
    const entry = fc.record({
      guest: fc.constantFrom('a', 'b', 'c'),
      round: fc.constantFrom('first' as const, 'second' as const),
      answer: fc.integer({ min: 0, max: 2 }).map(at => [at]),
    })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), fc.array(fc.nat(29)), (some, twice) => {
        const entries = some.map((one): Entry => ({ kind: 'vote', deck: 'd', question: 'q', ...one }))
        const straight = new Votes()
        for (const one of entries) straight.take(one)
        // What is kept is the newest of each key, and a process may take some of it again.
        const kept = new Map(entries.map(one => [keyOf(one), one]))
        const anew = new Votes()
        const all = [...kept.values()]
        for (const one of [...all, ...twice.flatMap(i => all[i] ?? [])].reverse()) anew.take(one)
        for (const round of ['first', 'second'] as const) {
          const of = (votes: Votes) => [...votes.answers('d', 'q', round)].sort()
          expect(of(anew)).toEqual(of(straight))
        }
      }),
    )
  })
})

describe('the step that would answer', () => {
  it('shows the votes first, and the one after it leads on', () => {
    const room: Room = { ...firstRoom(talk.id), slide: 2 }
    const pending = talk.questions[0]!
    const step = (of: Room, move: Move, waits = true): Room => ({
      ...of,
      ...moved(talk, of, move, 0, waits ? pending : null),
    })
    const shown = step(room, { do: 'next' })
    expect(shown).toMatchObject({ slide: 2, click: 0, cover: 'votes' })
    expect(step(shown, { do: 'next' }, false)).toMatchObject({ slide: 2, click: 1, cover: 'none' })
    expect(step(shown, { do: 'back' }, false)).toMatchObject({ slide: 2, click: 0, cover: 'none' })
    expect(step(room, { do: 'next' }, false)).toMatchObject({ click: 1, cover: 'none' })
    expect(step(room, { do: 'go', slide: 3, click: 0 })).toMatchObject({ slide: 3, cover: 'none' })
  })
})

describe('before and after', () => {
  it('tests the outcomes on the device, and tells the trainer the shift in sum', async () => {
    const { audience, join, vote, view, told } = opened()
    const [ann, bob] = [await join(), await join()]
    expect(await vote(ann, 'quiz-b', [0], 'before')).toBe('closed')
    audience.act({ do: 'test', which: 'before', open: true })
    expect(told.test!.questions.map(({ id }) => id)).toEqual(['quiz-b', 'quiz-c'])
    expect(testSchema.safeParse(told.test).success).toBe(true)
    for (const you of [ann, bob]) expect(await vote(you, 'quiz-b', [0], 'before')).toBe('counted')
    expect(await vote(ann, 'quiz-c', [1], 'before')).toBe('counted')
    expect(view().test).toMatchObject({ count: 2, open: 'before', takers: 2 })
    audience.act({ do: 'test', which: 'after', open: true })
    expect(await vote(ann, 'quiz-b', [1], 'before')).toBe('closed')
    await vote(ann, 'quiz-b', [1], 'after')
    await vote(bob, 'quiz-b', [0], 'after')
    audience.act({ do: 'test', which: 'after', open: false })
    expect(told.test).toBeNull()
    expect(view().test.shift).toEqual([
      { text: 'Say b.', before: 0, after: 0.5 },
      { text: 'Say c.', before: 1, after: null },
    ])
    expect(JSON.stringify(audience.sums([talk.id]))).not.toContain(ann.split('.')[0])
  })
  it('frees what lies ahead, and takes it back', () => {
    const { audience, go, told } = opened()
    go(2)
    audience.act({ do: 'free', free: true })
    expect(told.place!.reached).toBe(3)
    audience.act({ do: 'free', free: false })
    expect(told.place!.reached).toBe(2)
  })
})

describe('an answer', () => {
  const forms: [TalkForm['form'], Answer, Answer | null][] = [
    ['one', [2], [2]],
    ['one', [0, 1], null],
    ['many', [2, 0], [0, 2]],
    ['many', [], []],
    ['many', [1, 1], null],
    ['order', [2, 0, 1], [2, 0, 1]],
    ['order', [0, 1], null],
    ['cases', [0, 1], [0, 1]],
    ['cases', [0], null],
    ['cases', [3, 0], null],
    ['values', [' 16  bytes', ''], ['16 bytes', '']],
    ['values', ['', ''], null],
    ['values', ['1'], null],
    ['values', [1, 2], null],
  ]
  it.each(forms)('%s %j is %j', (form, answer, fit) => {
    const rows = form === 'cases' || form === 'values' ? ['1', '2'] : []
    expect(fitted({ form, options: ['a', 'b', 'c'].map(option), rows }, answer)).toEqual(fit)
  })
  it('is counted by form', () => {
    const values = question('v', { form: 'values', rows: ['1'], options: [], right: ['24'] })
    const answers = [['24'], ['24 '], ['16'], ['rude word'], ['<b>']].map(one => fitted(values, one)!)
    const tally = tallyOf(values, 'first', answers, true)
    expect(tally).toMatchObject({ answers: 5, right: 2 })
    // A room sees numbers and what a recording says, and never what somebody made up.
    expect(forRoom(tally, values).bars.map(({ label, count }) => [label, count])).toEqual([
      ['24', 2],
      ['16', 1],
      ['', 2],
    ])
    const cases = question('c', { form: 'cases', rows: ['x', 'y'], right: [1, 0] })
    const bars = tallyOf(
      cases,
      'first',
      [
        [1, 0],
        [1, 1],
      ],
      true,
    ).bars
    expect(bars.map(({ row, count, right }) => [row, count, right])).toEqual([
      [0, 0, false],
      [0, 2, true],
      [0, 0, false],
      [1, 1, true],
      [1, 1, false],
      [1, 0, false],
    ])
    const order = question('o', { form: 'order', right: [2, 0, 1] })
    expect(
      tallyOf(
        order,
        'first',
        [
          [2, 0, 1],
          [2, 0, 1],
          [0, 1, 2],
        ],
        true,
      ).bars,
    ).toEqual([
      { row: 0, label: '3 1 2', count: 2, right: true },
      { row: 0, label: '1 2 3', count: 1, right: false },
    ])
  })
})

it('can ask every question of the course, and takes what is right as right', async () => {
  const { decks, documents, library } = await readCourse(ROOT)
  const trainers = documents.find(({ file }) => file === 'TRAINERS.md')!.blocks
  for (const deck of decks) {
    const deciding = {
      quiz: loadQuiz(ROOT, deck.id).questions,
      program: (rec: string) => library.program(join(ROOT, 'decks', deck.id), rec),
    }
    const of = talkOf(deck, trainers, deciding)
    for (const one of of.questions) {
      const { id, form, text, options, rows, code, right } = one
      const view = { deck: of.id, slide: one.slide, question: { id, form, text, options, rows, code }, right }
      const tallies = right ? [tallyOf(one, 'first', [right], true)] : []
      const asked = { ...view, round: 'first', phase: 'shown', tallies }
      expect(askedSchema.safeParse(asked).success, `${deck.id} ${id}`).toBe(true)
      expect(JSON.stringify(asked).length).toBeLessThan(20_000)
      if (!right) continue
      expect(fitted(one, right), `${deck.id} ${id}`).toEqual(
        right.map(part => (typeof part === 'string' ? tidied(part) : part)),
      )
      expect(tallies[0]).toMatchObject({ answers: 1, right: 1 })
      expect(
        forRoom(tallies[0]!, one).bars.some(bar => bar.right),
        id,
      ).toBe(form !== 'many' || right.length > 0)
    }
    const test = testOf(of)
    expect(test.length, deck.id).toBeLessThanOrEqual(12)
    const questions = test.map(({ id, form, text, options, rows, code }) => ({ id, form, text, options, rows, code }))
    expect(testSchema.safeParse({ deck: of.id, which: 'before', questions }).success).toBe(true)
  }
})
