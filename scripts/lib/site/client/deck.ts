// A classic script in the head of a deck, before anything is drawn: the reader's scheme for the cover that stands there until the deck has its own, and none where another slide is asked for.
const html = document.documentElement
if (!/^(?:#\/(?:1(?:[?/].*)?)?)?$/.test(location.hash)) html.classList.add('ri-elsewhere')
try {
  const chosen = localStorage.getItem('slidev-color-schema')
  if (chosen === 'light') html.classList.add('light')
  else if (chosen === 'dark' || matchMedia('(prefers-color-scheme: dark)').matches) html.classList.add('dark')
} catch {
  /* storage is forbidden here: the reader's system decides */
}
/** Opened from the disk, where a browser loads no modules: what stands in the page says where the text is. */
if (location.protocol === 'file:')
  addEventListener('DOMContentLoaded', () => {
    const note = document.createElement('p')
    const link = document.createElement('a')
    link.href = 'read/index.html'
    link.textContent = 'The article'
    note.append('Slides need a server, such as `npm start`. ', link, ' can be read as it lies here.')
    document.body.prepend(note)
  })
export {}
