// Vite plugin: `virtual:ri-quiz/<deck id>` is the deck's quiz, answered: a record from question id to ResolvedQuestion, in the order of the file.
import type { Plugin } from 'vite'
import { ROOT } from '../deck.ts'
import { highlightRust } from '../highlight.ts'
import { loadQuiz } from './load.ts'
import type { ResolvedQuestion } from './resolve.ts'

/** What the component shows: the code of a line question is set as Rust, line by line. */
export type ShownQuestion = ResolvedQuestion & {
  html: string[] | null
  /** The answer, its reason and its key are not here: guests of a talk get none. */
  withheld?: true
}

/** A question as guests get it: what can be read on the slide before the answer is shown, and nothing from which the answer follows. */
const withhold = (question: ShownQuestion): ShownQuestion => ({
  ...question,
  why: '',
  decided: null,
  hash: '',
  options: question.options.map(option => ({ ...option, because: null, right: false, place: null })),
  withheld: true,
})

const PREFIX = 'virtual:ri-quiz/'

/** Fails the build, with file:line, when the quiz is malformed or its evidence is missing or stale. */
export function quizzes(root = ROOT): Plugin {
  let guests = false
  return {
    name: 'ri:quizzes',
    configResolved(config) {
      guests = config.define?.['import.meta.env.RI_GUESTS'] === 'true'
    },
    resolveId: { filter: { id: /^virtual:ri-quiz\// }, handler: id => `\0${id}` },
    load: {
      filter: { id: /^\0virtual:ri-quiz\// },
      async handler(id) {
        const { questions, reads } = loadQuiz(root, id.slice(PREFIX.length + 1))
        for (const path of reads) this.addWatchFile(path)
        const shown = await Promise.all(
          questions.map(async (question): Promise<ShownQuestion> => ({
            ...question,
            html: question.code?.text ? await highlightRust(question.code.text.join('\n')) : null,
          })),
        )
        return {
          code: `export default ${JSON.stringify(Object.fromEntries(shown.map(question => [question.id, guests ? withhold(question) : question])))}`,
          map: { mappings: '' },
        }
      },
    },
  }
}
