// `<deck>/talk.json`: what the presenter's desk knows of each built deck. It lies beside the deck that it speaks of, so that both are of one build.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadQuiz } from '../quiz/load.ts'
import { talkFile, talkOf } from '../renderings/talk/facts.ts'
import type { Site, SiteJob } from '../site/jobs.ts'

const programsOf =
  ({ root, content }: Site, deck: string) =>
  (rec: string) =>
    content.library.program(join(root, 'decks', deck), rec)

export function talks(site: Site): SiteJob[] {
  const trainers = site.content.documents.find(({ file }) => file === 'TRAINERS.md')?.blocks ?? []
  const made = site.content.decks
    .filter(({ id }) => site.decks.some(deck => deck.id === id))
    .map(deck => {
      const deciding = { quiz: loadQuiz(site.root, deck.id).questions, program: programsOf(site, deck.id) }
      return { file: talkFile(deck.id), text: JSON.stringify(talkOf(deck, trainers, deciding)) }
    })
  return [
    {
      name: 'talks',
      part: 'site',
      outputs: made.map(({ file }) => file),
      reads: /$^/,
      code: [],
      inputs: made.map(({ text }) => text),
      async run() {
        for (const { file, text } of made) await writeFile(site.path(file), text)
      },
    },
  ]
}
