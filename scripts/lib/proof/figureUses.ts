// Every figure that the course draws: the tags of all slides and the examples beside the families, each with what it needs to be drawn without Slidev.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runInNewContext } from 'node:vm'
import { parse as parseYaml } from 'yaml'
import {
  FigureDataError,
  PLOT,
  STRIP,
  type FigureModel,
  type Size,
  type Trace,
} from '../../../components/figure/contract.ts'
import { flaws } from '../../../components/figure/overlap.ts'
import { SET, sourceFor } from '../../../components/figure/set.ts'
import { type Deck, listDecks, ROOT } from '../deck.ts'
import type { Problem } from '../problem.ts'
import { readRecording } from '../recording/check.ts'
import type { Recording } from '../recording/schema.ts'
import { findTags, type Tag } from '../tags.ts'

interface Example {
  example: string
  options?: Record<string, unknown>
}
/** What a family's model.ts exports. */
export interface Family {
  model: FigureModel<unknown>
  fromRecording: (recording: Recording, options: Record<string, unknown>) => Trace<unknown>
  examples?: readonly Example[]
}
export interface FigureUse {
  tag: string
  family: Family
  /** In words: `slide 7 of 03-trait-objects: cube`. */
  where: string
  file: string
  line: number
  options: Record<string, unknown>
  recording: Recording
  size: Size
}

/** Names of the families, which are the folders with a model. */
export const familyNames = (root = ROOT): string[] =>
  readdirSync(join(root, 'components'))
    .filter(tag => existsSync(join(root, 'components', tag, 'model.ts')))
    .sort()

const camel = (name: string): string => name.replace(/^:/, '').replaceAll(/-(\w)/g, (_, c: string) => c.toUpperCase())
/** `:depth="2" wide` -> `{ depth: 2, wide: true }`, as Vue gives them to the figure; a bound value is a literal. */
function optionsOf(tag: Tag): Record<string, unknown> {
  return Object.fromEntries(
    tag.attributes.map(({ name, value }) => [
      camel(name),
      value === null ? true : name.startsWith(':') ? (runInNewContext(`(${value})`) as unknown) : value,
    ]),
  )
}

/** The recording and what lies beside a snippet, as the slides' transformer passes it. */
function dataOf(
  snippet: string,
  recording: string,
  root: string,
): { recording: Recording; source: string; ops?: unknown } {
  const ops = snippet.replace(/\.rs$/, '.ops.yaml')
  return {
    recording: readRecording(recording, root),
    source: readFileSync(snippet, 'utf8'),
    ...(existsSync(ops) ? { ops: parseYaml(readFileSync(ops, 'utf8')) as unknown } : {}),
  }
}

export async function figureUses(decks: readonly Deck[] = listDecks(), root = ROOT): Promise<FigureUse[]> {
  const families = new Map<string, Family>()
  for (const tag of familyNames(root))
    families.set(tag, (await import(pathToFileURL(join(root, 'components', tag, 'model.ts')).href)) as Family)
  const ofSlides = decks.flatMap(deck =>
    deck.slides.flatMap(slide =>
      findTags(slide.content).flatMap((tag): FigureUse[] => {
        const { figure, variants, ...options } = optionsOf(tag)
        const isSet = tag.name === 'WhatIf'
        const family = families.get(isSet ? String(figure) : tag.name)
        if (!family || typeof options.rec !== 'string') return []
        const names = [options.rec, ...(isSet ? String(variants).split(',') : [])].map(name => name.trim())
        const whole = isSet ? SET : PLOT
        return names.map(rec => {
          const { recording, source, ...beside } = dataOf(
            join(deck.dir, 'snippets', `${rec}.rs`),
            join(deck.dir, 'recordings', `${rec}.json`),
            root,
          )
          return {
            tag: tag.name,
            family,
            where: `slide ${slide.no} of ${deck.id}: ${rec}`,
            file: deck.file,
            line: slide.line + tag.line - 1,
            options: { ...options, ...beside, source: isSet ? sourceFor(source, options) : source },
            recording,
            size: { width: Number(options.width ?? whole.width), height: Number(options.height ?? whole.height) },
          }
        })
      }),
    ),
  )
  const ofExamples = [...families].flatMap(([tag, family]) =>
    (family.examples ?? []).map((e): FigureUse => {
      const at = join(root, 'components', tag, 'examples', e.example),
        { recording, ...beside } = dataOf(`${at}.rs`, `${at}.json`, root)
      return {
        tag,
        family,
        where: `example ${[e.example, ...Object.entries(e.options ?? {}).map(([k, v]) => `${k}=${String(v)}`)].join(' ')}`,
        file: `components/${tag}/model.ts`,
        line: 1,
        options: { ...beside, ...e.options },
        recording,
        size: PLOT,
      }
    }),
  )
  return [...ofSlides, ...ofExamples]
}

/** What a caption on a slide may hold: three lines of about 80 letters. */
const LONGEST_CAPTION = 240

/** Draws every frame of every figure, at its own size and as printed: data that cannot be drawn, marks that collide, captions that are too long. */
export function figureProblems(uses: readonly FigureUse[]): { frames: number; problems: Problem[] } {
  const problems: Problem[] = []
  let frames = 0
  for (const {
    tag,
    family: { model, fromRecording },
    where,
    file,
    line,
    options,
    recording,
    size,
  } of uses) {
    const say = (message: string) => problems.push({ file, line, message: `<${tag}>, ${where}: ${message}` })
    let trace: Trace<unknown>
    try {
      trace = fromRecording(recording, options)
    } catch (e) {
      if (!(e instanceof FigureDataError)) throw e
      say(`this figure cannot be drawn: ${e.message}`)
      continue
    }
    const keys = new Set(model.keyFrames?.(trace) ?? trace.frames.keys())
    for (const [i, frame] of trace.frames.entries()) {
      const caption = model.describe(trace.frames[i - 1] ?? null, frame)
      frames++
      if (!/[.!?:…`”)]$/.test(caption)) say(`frame ${i + 1} has no whole sentence as its caption: ${caption}`)
      if (caption.replaceAll('`', '').length > LONGEST_CAPTION)
        say(`the caption of frame ${i + 1} has ${caption.length} letters; ${LONGEST_CAPTION} are three lines`)
      for (const f of flaws(model.layout(frame, size), size)) say(`frame ${i + 1}: ${f}`)
      if (keys.has(i)) for (const f of flaws(model.layout(frame, STRIP), STRIP)) say(`frame ${i + 1} as printed: ${f}`)
    }
  }
  return { frames, problems }
}
