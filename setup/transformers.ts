// Before Slidev reads a slide: gives every `<Code src>` and every figure `<Tag rec>` its recorded data, every address a place to lead to, and puts the title of a two-column slide above both columns.
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { defineTransformersSetup } from '@slidev/types'
import { parse as parseYaml } from 'yaml'
import { ROOT } from '../scripts/lib/deck.ts'
import { courseLinks, slideLinks } from '../scripts/lib/slides/courseLinks.ts'
import { referenceLinks } from '../scripts/lib/slides/references.ts'
import { attribute, findTags, type Tag } from '../scripts/lib/tags.ts'

/** @throws with file:line when quiz.yaml is missing or no YAML; its form is checked by the module that the slide imports */
function readQuiz(path: string): unknown {
  if (!existsSync(path)) throw new Error(`${path}:1: the deck has no quiz.yaml, but a slide shows questions of it`)
  try {
    return parseYaml(readFileSync(path, 'utf8'))
  } catch (e) {
    throw new Error(
      `${path}:${(e as { linePos?: { line: number }[] }).linePos?.[0]?.line ?? 1}: ${(e as Error).message.split('\n')[0]}`,
    )
  }
}

/** The questions that a quiz slide names, each with its code; what is wrong in quiz.yaml is said by the module that is imported. */
function quizTag(dir: string, ids: readonly string[], bind: (path: string) => string): string {
  const path = join(dir, 'quiz.yaml')
  const all = readQuiz(path) as { id: string; kind: string; snippet?: string; region?: string; edition?: number }[]
  const quiz = bind(`virtual:ri-quiz/${basename(dir)}`)
  const slots = ids.map(id => {
    const question = all.find(q => q.id === id)
    if (!question)
      throw new Error(`${path}:1: there is no question \`${id}\`; the questions are ${all.map(q => q.id).join(', ')}`)
    if (!question.snippet) return ''
    // Verdict and labels would give a prediction away; the reason says what the compiler said.
    const quiet = question.kind === 'choice' ? ' bare' : ' bare unjudged weave="off"'
    return `<template #${id}><Code src="${question.snippet}"${question.region ? ` region="${question.region}"` : ''}${question.edition ? ` edition="${question.edition}"` : ''}${quiet} /></template>`
  })
  return `<Quiz :questions="${JSON.stringify(ids).replaceAll('"', "'")}.map(id => ${quiz}[id])" deck="${basename(dir)}">${slots.join('')}</Quiz>`
}

/** What a set of variants shows: each program with its recording, and the model of the family that draws them. */
function whatIfData(tag: Tag, dir: string, bind: (path: string, all?: string) => string): string {
  const region = attribute(tag, 'plate'),
    family = attribute(tag, 'figure')
  const query = new URLSearchParams({ 'ri-code': '', ...(region ? { region } : {}) })
  const names = [attribute(tag, 'rec') ?? '', ...(attribute(tag, 'variants') ?? '').split(',')]
  const programs = names
    .map(name => join(dir, 'snippets', `${name.trim()}.rs`))
    .map(
      path =>
        `{ code: ${bind(`${path}?${query}`)}, recording: ${bind(`${path}?ri-recording`)}, source: ${bind(`${path}?ri-source`)} }`,
    )
  const model = family ? ` :family="${bind(join(ROOT, 'components', family, 'model.ts'), '* as ')}"` : ''
  return ` :programs="[${programs.join(', ')}]"${model}`
}

const TWO_COLUMNS = new Set(['split', 'summary'])

export default defineTransformersSetup(() => ({
  pre: [
    ctx => {
      const dir = dirname(ctx.slide.source.filepath)
      const imports: string[] = []
      const bind = (path: string, all = '') => {
        const name = `__ri${imports.length}`
        imports.push(`import ${all}${name} from ${JSON.stringify(path)}`)
        return name
      }
      if (ctx.slide.frontmatter.layout === 'quiz') {
        ctx.s.append(`\n\n${quizTag(dir, [ctx.slide.frontmatter.quiz].flat().map(String), bind)}\n`)
        ctx.s.commit()
      }
      const text = ctx.s.toString()
      const tags = findTags(text)
      /** A message numbers its lines as the plate beside it does. */
      const regionBeside = (src: string): string | undefined => {
        const plate = tags.find(tag => tag.name === 'Code' && attribute(tag, 'src') === src)
        return plate && attribute(plate, 'region')
      }
      for (const tag of tags) {
        const src = attribute(tag, 'src'),
          rec = attribute(tag, 'rec')
        if (src?.endsWith('.rs')) {
          const query = new URLSearchParams({ 'ri-code': '' })
          for (const key of ['region', 'edition']) {
            const beside = key === 'region' && tag.name === 'Diagnostic' ? regionBeside(src) : undefined
            const value = attribute(tag, key) ?? beside
            if (value) query.set(key, value)
          }
          ctx.s.appendLeft(tag.insert, ` :code="${bind(`${join(dir, 'snippets', src)}?${query}`)}"`)
        }
        if (tag.name === 'History' && rec)
          ctx.s.appendLeft(tag.insert, ` :history="${bind(`${join(dir, 'snippets', rec)}.rs?ri-history`)}"`)
        else if (tag.name === 'WhatIf') ctx.s.appendLeft(tag.insert, whatIfData(tag, dir, bind))
        else if (rec) {
          const snippet = join(dir, 'snippets', `${rec}.rs`),
            ops = join(dir, 'snippets', `${rec}.ops.yaml`)
          ctx.s.appendLeft(
            tag.insert,
            ` :recording="${bind(`${snippet}?ri-recording`)}" :source="${bind(`${snippet}?ri-source`)}"${existsSync(ops) ? ` :ops="${bind(`${ops}?ri-yaml`)}"` : ''}`,
          )
        }
      }
      if (TWO_COLUMNS.has(String(ctx.slide.frontmatter.layout))) {
        const title = /^# .*$/m.exec(text)
        if (title) {
          ctx.s.appendLeft(title.index, '::title::\n\n')
          ctx.s.appendRight(title.index + title[0].length, '\n\n::default::\n')
        }
      }
      const dev = ctx.options.mode === 'dev'
      const course = courseLinks({ root: ROOT, alone: dev })
      const origin = {
        root: ROOT,
        deck: basename(dir),
        file: ctx.slide.source.filepath,
        line: ctx.slide.source.contentStart + 1,
        // Guests of a talk get the deck without notes, and no other page of the site.
        alone: dev || ctx.options.withoutNotes === true,
      }
      const isList = ctx.slide.frontmatter.layout === 'references'
      const links = isList
        ? referenceLinks(text, readFileSync(origin.file, 'utf8'), course, origin)
        : slideLinks(text, course, origin)
      for (const { start, end, text: replacement } of links) ctx.s.overwrite(start, end, replacement)
      if (imports.length) ctx.s.append(`\n\n<script setup>\n${imports.join('\n')}\n</script>\n`)
    },
  ],
}))
