// The files of a new deck, figure or snippet. Pure: names in, texts out.
export interface Skeleton {
  files: Record<string, string>
  /** What to do now, a sentence. */ next: string
}

const words = (s: string): string => s.replace(/^\d+-/, '').replaceAll('-', ' ')
const today = (): string => new Date().toISOString().slice(0, 10)

/** @throws Error when the name or the number cannot be used */
export function snippetSkeleton(name: string, decks: readonly string[]): Skeleton {
  const m = /^([^/]+)\/([a-z0-9][a-z0-9/-]*)$/.exec(name.replace(/\.rs$/, ''))
  if (!m)
    throw new Error(
      `\`${name}\`: write deck/name in small letters, digits and hyphens, for example 03-trait-objects/two-words`,
    )
  const deck = decks.find(d => d === m[1] || d.startsWith(`${m[1]!.padStart(2, '0')}-`))
  if (!deck) throw new Error(`there is no deck \`${m[1]}\`; the decks are ${decks.join(', ')}`)
  return {
    files: { [`decks/${deck}/snippets/${m[2]}.rs`]: snippet },
    next: `Now: npm run record -- ${m[2]}, then <Code src="${m[2]}.rs" region="main" output /> on a slide.`,
  }
}

const snippet = `//@ run
// #region main
fn main() {
    let word = size_of::<usize>();
    println!("{word}");
}
// #endregion
`

/** @param taken numbers of the decks that there are */
export function deckSkeleton(name: string, taken: readonly number[]): Skeleton {
  const m = /^(\d{2})-([a-z0-9-]+)$/.exec(name)
  if (!m) throw new Error(`\`${name}\`: a deck's folder is two digits and a name, for example 12-macros`)
  const number = Number(m[1])
  if (taken.includes(number)) throw new Error(`number ${number} is taken; free is ${Math.max(0, ...taken) + 1}`)
  const title = words(name).replace(/^./, c => c.toUpperCase())
  const slides = `---
theme: default
addons: ['../']
title: ${title}
mechanism: ${number}
summary: One sentence that says what the mechanism decides.
tags: [first, second, third, fourth, fifth]
level: advanced
prerequisites: []
duration: 4
checked: ${today()}
fonts: { provider: none }
favicon: /favicon.svg
canvasWidth: 980
transition: none
drawings: { enabled: false }
layout: cover
minutes: 1
---

<!-- What the deck is about, in two sentences. -->

---
layout: section
question: Which question does the first section answer?
minutes: 1
---

# ${title}, first section

<!-- Why the question matters. -->

---
minutes: 2
---

# A word is as wide as an address

<Code src="word.rs" region="main" output reveal />

<!--
Replace this slide. Its title is a claim that can be wrong, its code is a file that the compiler has judged, and its output comes from the recording: nothing on it was typed twice. A mark such as the one below stands where the slide steps.

[click] The answer appears with the click. A reader who has no speaker reads these notes instead, which is why they are prose of sixty words or more.

Ask: How wide is a word on the machine in front of you?
-->
`
  return {
    files: { [`decks/${name}/slides.md`]: slides, [`decks/${name}/snippets/word.rs`]: snippet },
    next: `Now: npm run record -- word, then npm run present -- ${number}. \`npm test -- words\` lists what a whole deck still needs.`,
  }
}

export function figureSkeleton(name: string): Skeleton {
  if (!/^[A-Z][A-Za-z]+$/.test(name))
    throw new Error(`\`${name}\`: a figure's name is its tag, in capitals as in TokenTree`)
  const dir = `components/${name}`
  return {
    files: {
      [`${dir}/model.ts`]: `// ${name}: the lines that a program printed, one a frame. <${name} rec="snippet" /> plays the events {"ev":"say","text":…} of a \`//@ trace\`.
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { eventsOf, FigureDataError, type FigureModel, provenanceOf, type Trace } from '../figure/contract.ts'

export interface Frame { said: readonly string[] }
export interface Options { edition?: number }

/** @throws FigureDataError when the snippet prints something else */
export function fromRecording(recording: Recording, options: Options = {}): Trace<Frame> {
  const lines = eventsOf(recording, options.edition).map((e) => {
    if (e.ev !== 'say' || typeof e.text !== 'string') throw new FigureDataError(\`\${recording.snippet} printed \${JSON.stringify(e)}; ${name} knows {"ev":"say","text":…}\`)
    return e.text
  })
  return { schema: '${name}@1', title: 'What the program said', provenance: provenanceOf(recording, options.edition), frames: lines.map((_, i) => ({ said: lines.slice(0, i + 1) })) }
}

export const model: FigureModel<Frame> = {
  layout: (frame, box) => frame.said.map((text, i) => ({ kind: 'text', key: \`line-\${i}\`, x: 16, y: 28 + i * ((box.height - 40) / Math.max(frame.said.length, 6)), text, state: i === frame.said.length - 1 ? 'now' : 'plain' })),
  describe: (_, frame) => \`The program says \\\`\${frame.said.at(-1)}\\\`.\`,
  outline: frame => ({ text: 'What the program said', children: frame.said.map(text => ({ text })) }),
}

export const examples = [{ example: 'hello' }]
`,
      [`${dir}/${name}.vue`]: `<!-- ${name}: what a program said, line by line. <${name} rec="snippet" /> -->
<script setup lang="ts">
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import StepFrame from '../figure/StepFrame.vue'
import { fromRecording, model } from './model.ts'

const props = defineProps<{ recording: Recording; rec?: string; source?: string; edition?: number; at?: string | number; width?: number; height?: number }>()
</script>
<template><StepFrame :model="model" :make="() => fromRecording(props.recording, { edition: props.edition })" :at="at" :width="width" :height="height" /></template>
`,
      [`${dir}/model.test.ts`]: `import { expect, it } from 'vitest'
import { readExample } from '../../scripts/lib/recording/check.ts'
import { PLOT, STRIP } from '../figure/contract.ts'
import { flaws } from '../figure/overlap.ts'
import { fromRecording, model } from './model.ts'

const trace = fromRecording(readExample('${name}', 'hello'))

it('says one line a frame', () => expect(trace.frames.map(f => model.describe(null, f))).toEqual(['The program says \`first\`.', 'The program says \`second\`.']))
it.each([PLOT, STRIP])('keeps its marks apart and inside $width x $height', box => expect(trace.frames.flatMap(f => flaws(model.layout(f, box), box))).toEqual([]))
`,
      [`${dir}/examples/hello.rs`]: `//@ run
//@ trace
fn main() {
    for text in ["first", "second"] {
        println!(r#"{{"ev":"say","text":"{text}"}}"#);
    }
}
`,
    },
    next: `Now: npm run record -- components/${name}/examples/hello, then npm run figure -- ${name}, npx vitest run components/${name}.`,
  }
}
