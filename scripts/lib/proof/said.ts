// Who is speaking: "the compiler says" stands only before the compiler's own words, "recorded" only beside what ran. Pure.
import type { Problem } from '../problem.ts'
import type { Paragraph } from '../sources/paragraphs.ts'

/** "what the compiler says" speaks of the words instead of giving them. */
const SAYS = /(?<!\bwhat (?:the )?)\b(?:the )?(?:compiler|rustc|Miri|borrow checker) (?:says|said)\b/gi
/** A quotation, code, a message or an error code, before the sentence ends. */
const OWN_WORDS = /^[^.?!]{0,60}?(?:["“`<]|E\d{4})/
const RECORDED = /\brecorded\b/i

/** What a paragraph of a deck ascribes to the compiler, or calls recorded, without ground. */
export function saidProblems({ text, file, line, recorded }: Paragraph): Problem[] {
  const at = (offset: number, message: string): Problem => ({
    file,
    line: line + text.slice(0, offset).split('\n').length - 1,
    message,
  })
  const says = [...text.matchAll(SAYS)]
    .filter(m => !OWN_WORDS.test(text.slice(m.index + m[0].length)))
    .map(m =>
      at(
        m.index,
        `"${m[0]}" is not followed by the compiler's own words: quote them, or say it as your own explanation`,
      ),
    )
  const word = RECORDED.exec(text)
  return word && !recorded && !/\]\(run:/.test(text)
    ? [
        ...says,
        at(
          word.index,
          '"recorded" beside nothing that ran: show the recording, link its program (`run:`), or name the model',
        ),
      ]
    : says
}

/** Text that a component or a page prints, in Vue and TypeScript. */
const SHOWN_SAYS = /(['"`>])(?:The )?(?:compiler|rustc|Miri) says\b(?!:?\s*(?:\$\{|\{\{|<Diagnostic))/gi
const SHOWN_RECORDED = /(?:['"`>]|\}\} )[Rr]ecorded\b(?! no\b| in\b)/
/** The condition that makes the word true: it stands in the same line. */
const CONDITION = /\bkind\b|\brecording\b/

/** What the source of a component or a page prints in the compiler's name, or calls recorded whatever it shows. */
export function shownProblems(source: string, file: string): Problem[] {
  return source.split('\n').flatMap((line, at): Problem[] => {
    if (/^\s*(?:\/\/|\*|\/\*|<!--)/.test(line)) return []
    const bad = (message: string): Problem[] => [{ file, line: at + 1, message }]
    return [
      ...(line.match(SHOWN_SAYS)
        ? bad(
            '"the compiler says" is printed before words that need not be the compiler\'s: let its message follow, or call it the answer',
          )
        : []),
      ...(SHOWN_RECORDED.test(line) && !CONDITION.test(line)
        ? bad(
            '"recorded" is printed without asking what is shown: decide it by the provenance (`kind`) or the recording, in the same line',
          )
        : []),
    ]
  })
}
