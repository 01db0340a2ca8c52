// Notes as prose and what is said aside: `Ask:` with its answer, `Poll:`, `Demo:` and `Aside:` stand apart; click marks become numerals of frames. Pure.

const KINDS = ['Ask', 'Answer', 'Poll', 'Demo', 'Aside'] as const

export interface SplitNotes {
  prose: string
  aside: { kind: Exclude<(typeof KINDS)[number], 'Answer'>; html: string; answer?: string }[]
}

const MARK = /<span class="slidev-note-click-mark" data-clicks="(\d+)"><\/span>\s*/g
const CUE = new RegExp(
  `<p class="ri-cue[^"]*">(?:<span[^>]*></span>\\s*)*<b>(${KINDS.join('|')})</b>\\s*([\\s\\S]*?)</p>\\s*`,
  'g',
)

/** @param html a slide's notes as scripts/lib/site/prose.ts writes them */
export function splitNotes(html: string): SplitNotes {
  const aside: SplitNotes['aside'] = []
  const prose = html
    .replaceAll(CUE, (_, kind: (typeof KINDS)[number], text: string) => {
      const said = text.replaceAll(MARK, '').trim()
      const asked = aside.at(-1)
      if (kind !== 'Answer') aside.push({ kind, html: said })
      else if (asked) asked.answer = said
      return ''
    })
    .replaceAll(MARK, '<b class="frame-no">$1</b> ')
    .trim()
  return { prose, aside }
}
