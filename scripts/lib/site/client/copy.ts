// Buttons that copy what stands beside them. They are shown where this script runs and the browser has a clipboard for it.

/** For so long, in milliseconds, a button says what became of it. */
const SAID = 2_000

/**
 * @param within where buttons are that do nothing yet
 * @param textOf what a button copies
 */
export function copyButtons(within: ParentNode, textOf: (button: HTMLElement) => string): void {
  // Only pages of a secure context may write.
  if (!navigator.clipboard) return
  for (const button of within.querySelectorAll<HTMLButtonElement>('button.copy')) {
    const words = button.textContent
    const say = (text: string): void => {
      button.textContent = text
      setTimeout(() => (button.textContent = words), SAID)
    }
    button.hidden = false
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(textOf(button)).then(
        () => say('copied'),
        () => say('the browser does not allow it'),
      )
    })
  }
}
