// The page of claims: every sentence of the course that can be wrong in a way that a link can prove, with its evidence and the day on which that
// was last found. Made of what `npm run claims` lists. Pure, apart from what it is given.
import type { DeckContent, Slide } from '../../content/blocks.ts'
import { escape, rich } from '../../site/head.ts'
import { CLAIMS_PAGE } from '../../pageFiles.ts'
import { isAddress } from '../../sources/address.ts'
import type { ClaimKind } from '../../sources/claims.ts'
import type { ListedClaim } from '../../sources/deckClaims.ts'
import { addressHtml, type Evidence } from './evidence.ts'
import { type CourseProgram, deckLabel } from './program.ts'
import { pageHtml, type Shell, toRoot } from './shell.ts'
import { tableHtml } from './table.ts'
import { slidePage } from './usesHtml.ts'

export interface ClaimsFacts {
  decks: readonly { deck: CourseProgram['deck']; content: DeckContent; claims: readonly ListedClaim[]; rustc: string }[]
  evidence: Evidence
  shell: Shell
}
type DeckOfClaims = ClaimsFacts['decks'][number]

const KINDS: Readonly<Record<ClaimKind, string>> = {
  dated: 'a release or a date',
  promised: 'a promise',
  undefined: 'undefined behaviour',
  measured: 'a measurement',
  verdict: 'a verdict',
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

export function claimsPageHtml({ decks, evidence, shell }: ClaimsFacts): string {
  const all = decks.flatMap(d => d.claims)
  const proven = all.filter(c => c.evidence.length).length
  const main = `<header class="title"><h1>Claims</h1>
<p class="lead">${count(all.length, 'sentence')} of the course can be wrong in a way that a link can prove: they name a release, a promise, undefined behaviour, a measurement or a verdict. ${proven === all.length ? 'Each has its evidence beside it' : `${proven} of them have their evidence beside them, and the others are marked`}.</p>
<p>The day is that on which the newest of the sources was last found as it is cited. A recording was last made by the compiler that is named; <code>npm run verify</code> asks it again.</p></header>
${decks.map(deck => deckHtml(deck, evidence)).join('\n')}`
  const description =
    'Every claim of the course with its evidence, the day on which that was last verified, and the slide that makes it.'
  return pageHtml({ file: CLAIMS_PAGE, title: 'Claims', description, above: [], kind: 'claims', main }, shell)
}

function deckHtml(one: DeckOfClaims, evidence: Evidence): string {
  const { deck, claims, rustc } = one
  const root = toRoot(CLAIMS_PAGE)
  const without = claims.filter(c => !c.evidence.length).length
  const table = tableHtml(
    claims,
    [
      { head: 'claim', width: 44, cell: c => rich(wordsOf(c.sentence)), hidden: c => isAnswer(c, one) },
      { head: 'kind', cell: c => KINDS[c.kind] },
      { head: 'evidence', width: 28, cell: c => evidenceHtml(c, deck.id, root, evidence), hidden: () => true },
      { head: 'verified', cell: c => `<span class="day">${verifiedHtml(c, rustc)}</span>` },
      { head: 'where', cell: c => placeHtml(c, one, root) },
    ],
    `Claims of ${deck.title}`,
  )
  const rest = without ? `, ${without} of them without evidence yet` : ''
  return `<section aria-labelledby="${deck.id}"><h2 id="${deck.id}">${escape(deckLabel(deck))}</h2><p>${count(claims.length, 'claim')}${rest}.</p>${claims.length ? table : ''}</section>`
}

/** A sentence without the mark before it and the stars in it. */
const wordsOf = (sentence: string): string =>
  sentence
    .replace(/^(?:Answer|Read|Ask|Aside|Poll):\s*/, '')
    .replaceAll('( ', '(')
    .replaceAll(' )', ')')
    .replaceAll(/\*\*|__|(?<![\w`])[*_](?=\w)|(?<=\w)[*_](?![\w`])/g, '')

function evidenceHtml(claim: ListedClaim, deck: string, root: string, evidence: Evidence): string {
  if (!claim.evidence.length) return '<strong>none yet</strong>'
  return claim.evidence
    .map(text => {
      if (isAddress(text)) return addressHtml(text, deck, root, evidence)
      return text === '<Fact>' ? 'a recorded value' : text === '<History>' ? 'recorded releases' : escape(text)
    })
    .join('<br>')
}

/** Evidence that a compiler gave: a program, a recorded value, the code of the slide. */
const isRecorded = (text: string): boolean => /^(?:run:|<|code of)/.test(text)

function verifiedHtml({ verified, evidence }: ListedClaim, rustc: string): string {
  return [
    ...(verified ? [verified] : []),
    ...(rustc && evidence.some(isRecorded) ? [`rustc ${escape(rustc)}`] : []),
  ].join('<br>')
}

const inSlides = (claim: ListedClaim): boolean => claim.file.endsWith('/slides.md')

/** The slide on whose lines the sentence stands. */
const slideOf = (claim: ListedClaim, { content }: DeckOfClaims): Slide | undefined =>
  inSlides(claim) ? content.slides.findLast(slide => slide.start <= claim.line) : undefined

function placeHtml(claim: ListedClaim, one: DeckOfClaims, root: string): string {
  const { id } = one.deck
  const slide = slideOf(claim, one)
  if (slide) return `<a href="${root}${slidePage(id, slide.no)}">slide ${slide.no}</a>`
  const exercise = /\/exercises\/([^/]+)\//.exec(claim.file)?.[1]
  if (exercise) return `<a href="${root}${id}/read/index.html#exercise-${exercise}">exercise ${escape(exercise)}</a>`
  const quiz = one.content.slides.find(s => s.layout === 'quiz')
  return quiz ? `<a href="${root}${slidePage(id, quiz.no)}">quiz</a>` : 'quiz'
}

/** What answers a question is not found before the question is asked. */
const isAnswer = (claim: ListedClaim, one: DeckOfClaims): boolean =>
  claim.file.endsWith('/quiz.yaml') || claim.sentence.startsWith('Answer:') || slideOf(claim, one)?.layout === 'predict'
