// Notes as prose and what is said aside: `Ask:`, `Demo:` and `Aside:` stand apart; click marks become numerals of frames. Pure.
import { setOffCues } from '../../scripts/lib/present/notes.ts'

export interface SplitNotes {
  prose: string
  aside: { kind: 'Ask' | 'Demo' | 'Aside'; html: string }[]
}

const MARK = /<span class="slidev-note-click-mark" data-clicks="(\d+)"><\/span>\s*/g
const CUE = /<p class="ri-cue[^"]*">(?:<span[^>]*><\/span>\s*)*<b>(Ask|Demo|Aside)<\/b>\s*([\s\S]*?)<\/p>\s*/g

/** @param html a slide's notes as Slidev renders them; cues that the build has set off already are known again */
export function splitNotes(html: string): SplitNotes {
  const aside: SplitNotes['aside'] = []
  const prose = setOffCues(html)
    .replaceAll(CUE, (_, kind: 'Ask' | 'Demo' | 'Aside', text: string) => {
      aside.push({ kind, html: text.replaceAll(MARK, '').trim() })
      return ''
    })
    .replaceAll(MARK, '<b class="frame-no">$1</b> ')
    .trim()
  return { prose, aside }
}
