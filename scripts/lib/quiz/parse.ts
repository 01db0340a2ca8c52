// quiz.yaml: from text to questions that know their lines. Pure.
import { parseLocatedYaml, schemaProblems, type LocatedYaml } from '../locatedYaml.ts'
import { ProblemError, type Problem } from '../problem.ts'
import { QuizFile, type Question } from './schema.ts'

export interface ParsedQuiz {
  questions: Question[]
  yaml: LocatedYaml
  file: string
}

/** @throws ProblemError with every problem of form, as file:line. */
export function parseQuiz(text: string, file: string): ParsedQuiz {
  const yaml = parseLocatedYaml(text, file)
  const parsed = QuizFile.safeParse(yaml.value)
  if (!parsed.success) throw new ProblemError(schemaProblems(parsed.error, yaml, file))
  const problems: Problem[] = []
  const seen = new Map<string, number>()
  parsed.data.forEach((question, index) => {
    const bad = (key: string, message: string): void => {
      problems.push({ file, line: yaml.lineOf([index, key]), message: `${question.id}: ${message}` })
    }
    if (seen.has(question.id))
      bad('id', `the id stands already on line ${seen.get(question.id)}: ids are unique in a deck`)
    else seen.set(question.id, yaml.lineOf([index, 'id']))
    if (question.region && !question.snippet) bad('region', 'a region needs a snippet')
    if (question.edition && !question.snippet) bad('edition', 'an edition needs a snippet')
    if (question.kind === 'choice' && question.answer > question.options.length)
      bad(
        'answer',
        `there is no option ${question.answer}: the options are counted from 1 to ${question.options.length}`,
      )
    question.options?.forEach((option, at) => {
      const where = (message: string): void => {
        problems.push({ file, line: yaml.lineOf([index, 'options', at]), message: `${question.id}: ${message}` })
      }
      if (option.value !== undefined && question.kind !== 'prediction') where('`value` belongs to predictions only')
      if (question.options!.findIndex(other => other.text === option.text) < at)
        where(`\`${option.text}\` stands there twice`)
      if (question.kind === 'line' && !/^[1-9]\d*$/.test(option.text))
        where(`the options of a line question are line numbers, not \`${option.text}\``)
    })
    if (
      question.kind === 'line' &&
      question.options &&
      !question.options.some(option => Number(option.text) === question.answer)
    )
      bad('answer', `line ${question.answer} is not among the options`)
  })
  if (problems.length) throw new ProblemError(problems)
  return { questions: parsed.data, yaml, file }
}
