// Copies a listing without its numbers, labels and message.

export function copyCode(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button.copy')) {
    button.hidden = false
    button.addEventListener('click', () => void copy(button))
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const plate = button.closest('.plate')!
  const lines = [...plate.querySelectorAll('.code-line > span:last-child')].map(line => line.textContent!.trimEnd())
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
