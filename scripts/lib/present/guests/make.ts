// A process that makes the guests' edition of a deck and ends: bundling takes memory that a server should not hold on to. `node make.ts DECK`; its answer goes to the process that started it.
import { ROOT } from '../../deck.ts'
import { guestEdition } from './edition.ts'

try {
  const edition = await guestEdition(ROOT, process.argv[2] ?? '')
  process.send?.(edition)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
process.disconnect?.()
