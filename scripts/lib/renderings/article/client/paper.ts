// Paper shows what is folded, and each frame of a film where the text speaks of it.
import { unfoldAll } from './frames.ts'

export function printWhole(): void {
  const opened = new Set<HTMLDetailsElement>()
  addEventListener('beforeprint', () => {
    unfoldAll()
    for (const fold of document.querySelectorAll<HTMLDetailsElement>('details:not([open])')) {
      fold.open = true
      opened.add(fold)
    }
  })
  addEventListener('afterprint', () => {
    for (const fold of opened) fold.open = false
    opened.clear()
  })
}
