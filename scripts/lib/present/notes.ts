// Sets off what is for the presenter only: lines of the notes that begin with `Ask:`, `Demo:` or `Aside:`. Pure: rendered HTML in, HTML out.

export const CUES = ['Ask', 'Demo', 'Aside'] as const

const CLICKS = '(?:<span class="slidev-note-click-mark"[^>]*></span>\\s*)*'
const CUE = new RegExp(`^(\\s*${CLICKS})(?:<(strong|em)>)?(${CUES.join('|')}):(?:</\\2>)?\\s*`)

/**
 * `<p>… Ask: who knows?</p>` becomes `<p>…</p><p class="ri-cue ri-cue-ask"><b>Ask</b> who knows?</p>`: a cue runs to the end of its paragraph or to the next cue.
 * Items of lists are set off as they stand. Click marks stay where they were.
 */
export function setOffCues(html: string): string {
  return html
    .replace(/<p>([\s\S]*?)<\/p>/g, (_, inner: string) => paragraphs(inner))
    .replace(/<li>(\s*)([^<]*|<span[\s\S]*?)(?=<\/li>|<[uop]l?)/g, (whole, space: string, inner: string) => {
      const cue = CUE.exec(inner)
      return cue ? `<li${classOf(cue)}>${space}${set(inner, cue)}` : whole
    })
}

function paragraphs(inner: string): string {
  const groups: string[][] = []
  for (const line of inner.split('\n')) {
    if (!groups.length || CUE.test(line)) groups.push([line])
    else groups.at(-1)!.push(line)
  }
  return groups
    .map(lines => {
      const text = lines.join('\n'),
        cue = CUE.exec(text)
      return cue ? `<p${classOf(cue)}>${set(text, cue)}</p>` : `<p>${text}</p>`
    })
    .join('\n')
}

const classOf = (cue: RegExpExecArray): string => ` class="ri-cue ri-cue-${cue[3]!.toLowerCase()}"`
const set = (text: string, cue: RegExpExecArray): string => `${cue[1]!}<b>${cue[3]!}</b> ${text.slice(cue[0].length)}`
