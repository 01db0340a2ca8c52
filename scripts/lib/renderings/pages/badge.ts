// A verdict as it stands on slides: glyph, word, frame; no hue (components/Code/VerdictBadge.vue). Pure.
import type { Verdict } from '../../recording/schema.ts'
import { escape } from '../../site/head.ts'

const GLYPHS: Readonly<Record<Verdict['kind'], string>> = {
  compiles: '<path d="M1 6 4.2 9.2 10 1.8"/>',
  runs: '<path d="M1 6 4.2 9.2 10 1.8"/>',
  error: '<path d="M1.2 1.2 9.8 9.8M9.8 1.2 1.2 9.8"/>',
  panics: '<path d="M5.5 .5V7M5.5 8.8V11"/>',
  aborts: '<rect x="1" y="1" width="9" height="9" fill="currentColor" stroke="none"/>',
  ub: '<path d="M0 8 8 0M3 11 11 3"/>',
}

/** @param edition stands before the word where a program has several */
export function badge({ kind, label }: Pick<Verdict, 'kind' | 'label'>, edition?: number): string {
  const glyph = `<svg viewBox="0 0 11 11" fill="none" stroke="currentColor" stroke-width="1.9" aria-hidden="true">${GLYPHS[kind]}</svg>`
  const of = edition === undefined ? '' : `<span class="ed">${edition}</span>`
  return `<span class="verdict ${kind}">${glyph}${of}${escape(label === 'none' ? 'error' : label)}</span>`
}
