// On the pages of programs, codes, terms and claims: copies code, and switches between the schemes. Everything else works without it.
const SCHEME = 'slidev-color-schema'

/** The text that a button copies: the program without its line numbers, or the command beside the button. */
function textBeside(button: HTMLElement): string {
  const plate = button.closest('.plate')
  if (plate)
    return `${[...plate.querySelectorAll('.code-line > code')].map(line => line.textContent!.trimEnd()).join('\n')}\n`
  return button.parentElement?.querySelector('pre')?.textContent ?? ''
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button.copy')) {
  if (!navigator.clipboard) break
  const words = button.textContent
  button.hidden = false
  button.addEventListener('click', () => {
    const say = (text: string): void => {
      button.textContent = text
      setTimeout(() => (button.textContent = words), 2000)
    }
    navigator.clipboard.writeText(textBeside(button)).then(
      () => say('Copied'),
      () => say('The browser does not allow it'),
    )
  })
}

const html = document.documentElement,
  preferred = matchMedia('(prefers-color-scheme: dark)')
const isDark = (): boolean =>
  (html.classList.contains('dark') || preferred.matches) && !html.classList.contains('light')
const button = document.querySelector<HTMLButtonElement>('button.scheme')
if (button) {
  const show = (): void => {
    button.textContent = isDark() ? 'Light' : 'Dark'
    button.setAttribute('aria-label', isDark() ? 'Show it light' : 'Show it dark')
  }
  button.hidden = false
  button.addEventListener('click', () => {
    const dark = !isDark()
    html.classList.toggle('dark', dark)
    html.classList.toggle('light', !dark)
    try {
      localStorage.setItem(SCHEME, dark === preferred.matches ? 'auto' : dark ? 'dark' : 'light')
    } catch {
      /* storage is forbidden here: it lasts as long as the page */
    }
    show()
  })
  preferred.addEventListener('change', show)
  show()
}
export {}
