// The exercises: task and starter, then the hints one by one, then the idea, then the solution, each folded behind the one before.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeckExercise, Slide } from '../../content/blocks.ts'
import type { Exercise } from '../../exercise/find.ts'
import { escape } from '../../site/head.ts'
import { STARTERS, starterFile } from '../../site/starters.ts'
import { blocksHtml } from './blocks.ts'
import { folded, rich } from './inline.ts'
import type { Pen } from './pen.ts'
import { headerHtml, numbered } from './section.ts'

export function exercisesHtml(slide: Slide, pen: Pen): string {
  const tasks = pen.around.deck.exercises.flatMap(content => {
    const files = pen.around.exercises.find(exercise => exercise.name === content.name)
    return files ? [taskHtml(content, files, pen)] : []
  })
  return `<section class="exercises" ${numbered(slide)} aria-labelledby="${pen.anchor(slide.no)}"><span id="exercises" class="old"></span>
${headerHtml(slide, pen)}<p class="prose">All starters of the course stand in <a href="../../${STARTERS}">one archive</a>. In a copy of the repository, the command beside each task copies its starter.</p>
${tasks.join('\n')}</section>`
}

function taskHtml(content: DeckExercise, exercise: Exercise, pen: Pen): string {
  const { title, level, minutes } = content.text
  const name = content.name
  const starters = exercise.files.filter(path => /^src\/.*\.rs$/.test(path))
  const solutions = exercise.files.filter(path => /^solution\/.*\.rs$/.test(path))
  const hints = content.hints.map((hint, i) => fold(`Hint ${i + 1}`, blocksHtml(hint, pen)))
  const idea = content.idea.length ? fold('The idea of a solution', blocksHtml(content.idea, pen)) : ''
  const solution = solutions.length
    ? fold('A solution', solutions.map(path => fileHtml(exercise, path, pen)).join(''))
    : ''
  // The solution opens only behind the idea: it is the last thing that a reader should see.
  const behind = [...hints, idea, solution]
    .filter(Boolean)
    .reduceRight((inner, one) => one.replace('%BEHIND%', () => inner), '')
  return `<article class="task" id="exercise-${name}" aria-labelledby="task-${name}"><p class="side" data-unsearched><b>${level}</b>${minutes} min<a href="../../${starterFile(exercise.id)}">starter.zip</a><code class="long">npm run exercise -- ${escape(exercise.id)}</code></p><div class="prose"><h4 id="task-${name}">${rich(title)}</h4>${blocksHtml(content.task, pen)}${behind}</div><div class="exhibit">${starters.map(path => fileHtml(exercise, path, pen)).join('')}</div></article>`
}

const fold = (name: string, html: string): string =>
  `<details data-unsearched><summary>${name}</summary>${folded(html)}%BEHIND%</details>`

/** A file of a hundred lines needs keywords and comments, not each bracket, to be read. */
const QUIET = /<span class="c-(quiet|string|number)">([^<]*)<\/span>/g

function fileHtml(exercise: Exercise, path: string, pen: Pen): string {
  const text = readFileSync(join(exercise.dir, path), 'utf8').trimEnd()
  const body = pen.around
    .highlight(text)
    .map(html => html.replaceAll(QUIET, '$2'))
    .join('\n')
  return `<figure class="plate file"><div class="plate-head"><span class="file">${escape(path)}</span></div><div class="plate-body" role="region" aria-label="${escape(`${path} of ${exercise.name}`)}" tabindex="0"><pre>${body}</pre></div></figure>`
}
