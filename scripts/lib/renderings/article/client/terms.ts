// Definitions where a term stands: on hover, focus and tap. Without a script the link leads to the list of terms.

let shown: { box: HTMLElement; of: HTMLElement } | null = null

function shut(): void {
  shown?.box.remove()
  shown?.of.removeAttribute('aria-describedby')
  shown = null
}

function show(link: HTMLAnchorElement, definition: Element): void {
  if (shown?.of === link) return
  shut()
  const box = document.createElement('div')
  box.className = 'popup'
  box.id = 'definition'
  box.setAttribute('role', 'tooltip')
  const term = document.createElement('b')
  term.append(...definition.querySelector('dt')!.cloneNode(true).childNodes)
  box.append(term, ' ', ...definition.querySelector('dd')!.cloneNode(true).childNodes)
  for (const small of box.querySelectorAll('.src')) small.remove()
  document.body.append(box)
  const at = link.getBoundingClientRect()
  const below = at.bottom + box.offsetHeight + 14 < innerHeight
  const left = Math.max(12, Math.min(document.documentElement.clientWidth - box.offsetWidth - 12, at.left - 14))
  box.style.left = `${left + scrollX}px`
  box.style.top = `${(below ? at.bottom + 7 : at.top - box.offsetHeight - 7) + scrollY}px`
  link.setAttribute('aria-describedby', box.id)
  shown = { box, of: link }
}

/** @param within where links are that do nothing yet */
export function defineTerms(within: ParentNode = document): void {
  for (const link of within.querySelectorAll<HTMLAnchorElement>('a.term')) {
    const definition = document.getElementById(link.hash.slice(1))
    if (!definition) continue
    link.addEventListener('mouseenter', () => show(link, definition))
    link.addEventListener('mouseleave', shut)
    link.addEventListener('focus', () => show(link, definition))
    link.addEventListener('blur', shut)
    link.addEventListener('click', e => {
      e.preventDefault()
      show(link, definition)
    })
  }
}
addEventListener('keydown', e => {
  if (e.key === 'Escape') shut()
})
