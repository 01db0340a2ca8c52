// Plain fences (shell, text) are set in the same theme as the recorded Rust.
import { defineShikiSetup } from '@slidev/types'
import { borrows, instrument } from '../scripts/lib/highlight.ts'

export default defineShikiSetup(() => ({ theme: instrument as never, transformers: [borrows() as never] }))
