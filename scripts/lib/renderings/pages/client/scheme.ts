// Runs in the head, before anything is drawn: the scheme that the reader chose here or in a deck. Slidev keeps it under this name.
const html = document.documentElement
html.classList.add('js')
try {
  const chosen = localStorage.getItem('slidev-color-schema')
  if (chosen === 'dark' || chosen === 'light') html.classList.add(chosen)
} catch {
  /* storage is forbidden here: the reader's system decides */
}
export {}
