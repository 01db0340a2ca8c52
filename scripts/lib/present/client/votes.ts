// What the audience chose, as a sheet over the slide: the question, a row of bars for each answer, the rounds side by side. It marks what is right only after the slide has said it.
import type { AudienceView } from '../audience/view.ts'
import { answersWords, barGroups } from './bars.ts'

type Asked = NonNullable<AudienceView['asked']>

export const VOTES_CSS = `
.cover.votes { display: grid; place-content: center; background: var(--ri-paper); }
.votes-sheet { --u: min(1vw, 1.7754vh); width: calc(89 * var(--u)); color: var(--ri-ink); font: 400 calc(1.9 * var(--u))/1.3 var(--ri-text); font-variant-numeric: lining-nums tabular-nums; }
.votes-sheet .kicker { font-style: italic; font-size: calc(2 * var(--u)); color: var(--ri-accent); }
.votes-sheet h1 { margin: 0 0 calc(1.8 * var(--u)); font: 360 calc(3.6 * var(--u))/1.15 var(--ri-text); text-wrap: balance; }
.votes-sheet code { font-family: var(--ri-mono); font-size: 0.885em; font-variant-ligatures: none; }
.votes-sheet .table { display: grid; column-gap: calc(2.4 * var(--u)); border-top: calc(0.13 * var(--u)) solid var(--ri-ink); }
.votes-sheet .row { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; align-items: center; min-height: min(calc(5.6 * var(--u)), calc(37 * var(--u) / var(--rows))); border-bottom: calc(0.08 * var(--u)) solid var(--ri-hair); }
.votes-sheet .row.head { min-height: 0; padding: calc(0.4 * var(--u)) 0; font: 400 calc(1.35 * var(--u))/1.4 var(--ri-mono); color: var(--ri-ink-2); }
.votes-sheet .row.last { border-bottom-color: var(--ri-line); }
.votes-sheet .name { color: var(--ri-ink-2); }
.votes-sheet .what { overflow: hidden; text-overflow: ellipsis; }
.votes-sheet .what code.line { white-space: pre; }
.votes-sheet .right .what { font-weight: 600; }
.votes-sheet .wrong .what { color: var(--ri-ink-2); }
.votes-sheet .right .what::after { content: ' \\2713'; color: var(--ri-accent); }
.votes-sheet .share { display: grid; grid-template-columns: minmax(0, 1fr) calc(6 * var(--u)); align-items: center; column-gap: calc(1 * var(--u)); }
.votes-sheet .track { height: calc(1.5 * var(--u)); border-left: calc(0.13 * var(--u)) solid var(--ri-ink); }
.votes-sheet .track i { display: block; height: 100%; background: var(--ri-line); }
.votes-sheet .right .track i { background: var(--ri-ink); }
.votes-sheet .share b { text-align: right; font: 500 calc(1.6 * var(--u))/1.3 var(--ri-mono); }
.answered { --w: min(100vw, 177.54vh); position: fixed; z-index: 2147482000; right: calc((100vw - var(--w)) / 2 + var(--w) * 0.054); top: calc((100vh - var(--w) * 0.56327) / 2 + var(--w) * 0.047); font: 500 calc(var(--w) * 0.0133)/1.3 var(--ri-mono); color: var(--ri-ink-2); }
`

function element(name: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name)
  made.className = className
  made.append(...children)
  return made
}
/** Text with code in backticks. */
const rich = (text: string): (Node | string)[] =>
  text.split('`').map((part, i) => (i % 2 ? element('code', '', part) : part))

const ROUNDS = { first: 'first round', second: 'second round', before: 'before', after: 'after' }

export function votesSheet({ question, room, phase }: Asked): HTMLElement {
  const groups = barGroups(question, room)
  const named = groups.some(({ name }) => name)
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0)
  const rounds = room.map(({ round, answers }) =>
    element('span', '', room.length > 1 ? `${ROUNDS[round]}: ${answersWords(answers)}` : answersWords(answers)),
  )
  const rows = groups.flatMap(({ name, rows: of }) =>
    of.map((row, i) => {
      const label = element('span', 'what', ...(row.verbatim ? [element('code', 'line', row.label)] : rich(row.label)))
      const shares = row.shares.map(({ percent }) => {
        const bar = document.createElement('i')
        bar.style.width = `${percent}%`
        return element('span', 'share', element('span', 'track', bar), element('b', '', `${percent} %`))
      })
      const state = row.right === null ? '' : row.right ? ' right' : ' wrong'
      const first = named ? [element('span', 'name', ...rich(i ? '' : name))] : []
      return element('div', `row${state}${i === of.length - 1 ? ' last' : ''}`, ...first, label, ...shares)
    }),
  )
  const head = element(
    'div',
    'row head',
    ...(named ? [''] : []).map(() => element('span', '')),
    element('span', ''),
    ...rounds,
  )
  const table = element('div', 'table', head, ...rows)
  const words = groups.some(({ rows: of }) => of.some(({ label }) => label.length > 24))
    ? 'minmax(0, 1.4fr)'
    : 'minmax(max-content, auto)'
  table.style.gridTemplateColumns = [
    ...(named ? ['minmax(0, 0.9fr)'] : []),
    words,
    ...room.map(() => 'minmax(0, 1fr)'),
  ].join(' ')
  table.style.setProperty('--rows', String(count))
  const kicker = phase === 'revealed' ? 'The room, and what is right' : 'The room'
  return element(
    'div',
    'votes-sheet',
    element('div', 'kicker', kicker),
    element('h1', '', ...rich(question.text)),
    table,
  )
}

/** What the room sees while a question is open: how many answered, and nothing of what. */
export function answeredWords(asked: AudienceView['asked']): string {
  const last = asked?.phase === 'open' || asked?.phase === 'closed' ? asked.tallies.at(-1) : undefined
  if (!last || (!last.answers && asked?.round === 'first')) return ''
  return `${asked?.round === 'second' ? 'second round, ' : ''}${last.answers} answered`
}
