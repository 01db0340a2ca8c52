// Slidev merges this file into the configuration of every deck, because the repository's root is an addon of each.
import { defineConfig } from 'vite'
import { quizzes } from './scripts/lib/quiz/vite.ts'
import { recordedSlides } from './scripts/lib/slides/vite.ts'

export default defineConfig({
  plugins: [recordedSlides(), quizzes()],
})
