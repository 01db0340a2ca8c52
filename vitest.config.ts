// Unit tests stand beside what they test; the gates over the whole course are in scripts/lib/proof and run on a built dist/.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['components/**/*.test.ts', 'scripts/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // Two cores are the smallest machine that the gates are sized for.
    maxWorkers: 2,
  },
})
