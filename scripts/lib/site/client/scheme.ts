// Light or dark: one choice for decks and pages, kept under the name that Slidev's own switch uses.
const KEY = 'slidev-color-schema'

const root = document.documentElement

function kept(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null // storage is forbidden here
  }
}

/** Sets what the reader chose; without a choice the page follows the system. */
export function applyScheme(): void {
  const choice = kept()
  root.classList.toggle('dark', choice === 'dark')
  root.classList.toggle('light', choice === 'light')
}

const isDark = (): boolean =>
  root.classList.contains('dark') ||
  (!root.classList.contains('light') && matchMedia('(prefers-color-scheme: dark)').matches)

/** The switch for a page's head. */
export function schemeButton(): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'scheme'
  const name = (): void => {
    button.textContent = isDark() ? 'light' : 'dark'
    button.setAttribute('aria-label', `Change to the ${button.textContent} scheme`)
  }
  button.addEventListener('click', () => {
    try {
      localStorage.setItem(KEY, isDark() ? 'light' : 'dark')
      applyScheme()
    } catch {
      root.classList.toggle('light', isDark())
      root.classList.toggle('dark', !root.classList.contains('light'))
    }
    name()
  })
  // A page without a choice follows the system, and so does the name of its switch.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', name)
  addEventListener('storage', e => {
    if (e.key !== KEY) return
    applyScheme()
    name()
  })
  name()
  return button
}
