// What the gate `access` and the walks in other browsers ask of a page in the same words. `tooWide`, `focusStop` and `outOfReach` run inside the page, so they close over nothing.
import type { Problem } from '../problem.ts'

/** What axe is asked: only what is wrong, by these rules. */
export const AXE_OPTIONS = {
  resultTypes: ['violations' as const],
  runOnly: { type: 'tag' as const, values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
}

export interface Violation {
  id: string
  help: string
  nodes: readonly { target: readonly unknown[] }[]
}

/** At most three places for each rule that is broken. */
export const violationProblems = (violations: readonly Violation[], file: string, where: string): Problem[] =>
  violations.flatMap(v =>
    v.nodes
      .slice(0, 3)
      .map(n => ({ file, line: 1, message: `${where}: ${v.id}: ${v.help} (${String(n.target[0]).slice(0, 120)})` })),
  )

/** Where the keyboard is; null where it has left the page, as it does behind the last stop. */
export function focusStop(): { name: string; seen: boolean; ring: boolean; at: string } | null {
  const e = document.activeElement
  if (!e || e === document.body || !document.hasFocus()) return null
  const r = e.getBoundingClientRect(),
    s = getComputedStyle(e)
  return {
    name: `${e.tagName.toLowerCase()} "${(e.textContent ?? e.getAttribute('aria-label') ?? '').trim().slice(0, 30)}"`,
    seen: r.width > 0 && r.height > 0,
    ring: s.outlineStyle !== 'none' || s.boxShadow !== 'none' || e.classList.contains('skip'),
    at: `${r.left},${r.top + scrollY}`,
  }
}

/** What is seen and can be clicked, and is not in the order of the keyboard. */
export const outOfReach = (): string[] =>
  [
    ...document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [role=button], [role=link], [onclick]',
    ),
  ]
    .filter(
      e =>
        e.tabIndex < 0 &&
        !e.hasAttribute('disabled') &&
        e.getBoundingClientRect().width > 0 &&
        !e.closest('[inert], [aria-hidden=true]'),
    )
    .map(
      e => `${e.tagName.toLowerCase()} "${(e.textContent ?? e.getAttribute('aria-label') ?? '').trim().slice(0, 30)}"`,
    )

/** By how many pixels the page is wider than its window, and by what; null where it is not. */
export function tooWide(): string | null {
  const over = document.documentElement.scrollWidth - innerWidth
  if (over <= 0) return null
  const scrolls = (e: Element | null): boolean =>
    Boolean(e && e !== document.body && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement)))
  const cause = [...document.body.querySelectorAll('*')].find(
    e => e.getBoundingClientRect().right > innerWidth + 0.5 && !scrolls(e.parentElement),
  )
  const what = cause
    ? `${cause.tagName.toLowerCase()}.${cause.getAttribute('class') ?? ''} "${cause.textContent!.trim().slice(0, 30)}"${cause.closest('[data-no]') ? ` on slide ${cause.closest<HTMLElement>('[data-no]')!.dataset.no}` : ''}`
    : 'nothing that was found'
  return `${over} px too wide, by ${what}`
}

/** A browser that a keyboard walk goes through, whoever drives it. */
export interface Hands {
  press(key: 'Tab'): Promise<unknown>
  /** The result of a function that runs inside the page. */
  run<T>(inside: () => T): Promise<T>
}

/**
 * Tabs through a page: every stop is visible and shows its focus, and what can be clicked can be reached.
 * @param most how many stops are looked at
 */
export async function keyboardWalk(hands: Hands, file: string, most: number): Promise<Problem[]> {
  const problems: Problem[] = [],
    seen = new Set<string>()
  for (let i = 0; i < most; i++) {
    await hands.press('Tab')
    const stop = await hands.run(focusStop)
    if (!stop) break
    if (!stop.seen)
      problems.push({ file, line: 1, message: `the keyboard stops at ${stop.name}, which is not visible` })
    else if (!stop.ring) problems.push({ file, line: 1, message: `${stop.name} does not show that it has the focus` })
    seen.add(stop.at + stop.name)
  }
  if (seen.size < 3) problems.push({ file, line: 1, message: 'the keyboard reaches fewer than three places' })
  for (const name of await hands.run(outOfReach))
    problems.push({ file, line: 1, message: `${name} can be clicked, but the keyboard does not reach it` })
  return problems
}
