// Copies a listing without its numbers, labels and message.

/** @param within where buttons are that do nothing yet */
export function copyCode(within: ParentNode = document): void {
  for (const button of within.querySelectorAll<HTMLButtonElement>('button.copy')) {
    button.hidden = false
    button.addEventListener('click', () => void copy(button))
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const plate = button.closest('.plate')!
  const lines = [...plate.querySelectorAll('.code-line')].map(line => line.textContent!.trimEnd())
  const text = lines.length ? lines.join('\n') : (plate.querySelector('pre')?.textContent ?? '')
  try {
    await navigator.clipboard.writeText(text)
    button.textContent = 'copied'
  } catch {
    button.textContent = 'select and copy'
  }
  setTimeout(() => {
    button.textContent = 'copy'
  }, 1600)
}
