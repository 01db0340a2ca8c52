// Slidev merges this file into the configuration of every deck, because the repository's root is an addon of each.
import { defineConfig } from 'vite'
import { doorkeeper } from './scripts/lib/present/doorkeeper.ts'
import { presenterView } from './scripts/lib/present/vite.ts'
import { quizzes } from './scripts/lib/quiz/vite.ts'
import { liveRust } from './scripts/lib/runner/vite.ts'
import { publicFonts } from './scripts/lib/site/fonts.ts'
import { braces } from './scripts/lib/slides/braces.ts'
import { withoutTwoslash } from './scripts/lib/slides/twoslash.ts'
import { recordedSlides } from './scripts/lib/slides/vite.ts'

export default defineConfig({
  plugins: [doorkeeper(), recordedSlides(), quizzes(), liveRust(), presenterView(), publicFonts(), withoutTwoslash()],
  // A figure family's model.ts is no component.
  slidev: {
    components: { globsExclude: [`${import.meta.dirname}/components/**/*.ts`] },
    markdown: { markdownSetup: braces },
  },
})
