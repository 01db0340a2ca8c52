// Vite plugin: `virtual:ri-quiz/<deck id>` is the deck's quiz, answered: a record from question id to ResolvedQuestion, in the order of the file.
import type { Plugin } from 'vite'
import { ROOT } from '../deck.ts'
import { highlightRust } from '../highlight.ts'
import { loadQuiz } from './load.ts'
import type { ResolvedQuestion } from './resolve.ts'

/** What the component shows: the code of a line question is set as Rust, line by line. */
export type ShownQuestion = ResolvedQuestion & { html: string[] | null }

const PREFIX = 'virtual:ri-quiz/'

/** Fails the build, with file:line, when the quiz is malformed or its evidence is missing or stale. */
export function quizzes(root = ROOT): Plugin {
  return {
    name: 'ri:quizzes',
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
          code: `export default ${JSON.stringify(Object.fromEntries(shown.map(question => [question.id, question])))}`,
          map: { mappings: '' },
        }
      },
    },
  }
}
