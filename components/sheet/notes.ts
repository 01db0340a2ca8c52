// Notes as prose and what is said aside: `Ask:`, `Demo:` and `Aside:` paragraphs stand apart; click marks become numerals of frames. Pure.
export interface SplitNotes { prose: string; aside: { kind: 'Ask' | 'Demo' | 'Aside'; html: string }[] }

const MARK = /<span class="slidev-note-click-mark" data-clicks="(\d+)"><\/span>\s*/g
const ASIDE = /<p>\s*(?:<[^>]+>\s*)*(Ask|Demo|Aside):\s*((?:<\/[^>]+>)?\s*[\s\S]*?)<\/p>/g

/** @param html a slide's notes as Slidev renders them */
export function splitNotes(html: string): SplitNotes {
  const aside: SplitNotes['aside'] = []
  const prose = html.replaceAll(ASIDE, (_, kind: 'Ask' | 'Demo' | 'Aside', text: string) => {
    aside.push({ kind, html: text.replaceAll(MARK, '').trim() })
    return ''
  }).replaceAll(MARK, '<b class="frame-no">$1</b> ').trim()
  return { prose, aside }
}
