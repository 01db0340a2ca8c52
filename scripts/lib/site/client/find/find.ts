// The search as readers use it: a field, the best five places, more on demand; arrows, Enter and Escape. Fetched when it is first needed.
import { Engine, excerpt, type Found, type PlaceFile, type PlaceKind, placesOf } from './engine.ts'
import css from './find.css?inline'

export interface Field {
  /** Puts the cursor into the field, with these words in it if there are any. */
  show(query: string): void
}

const FIRST = 5
const MOST = 30

/** What a place is, in a word; a slide is named by its number. */
const NAMES: Record<Exclude<PlaceKind, 'slide'>, string> = {
  term: 'term',
  error: 'error code',
  program: 'program',
  question: 'question',
  exercise: 'exercise',
  list: 'list',
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag)
  e.className = className
  e.append(...children)
  return e
}

let styled = false
function addStyle(): void {
  if (styled) return
  styled = true
  document.head.append(element('style', '', css))
}

/** The field for pages that have none of their own. */
export function dialogOf(): HTMLDialogElement {
  addStyle()
  const label = element('label', '', 'Search the course')
  label.htmlFor = 'ri-find'
  const input = element('input', '')
  Object.assign(input, {
    id: 'ri-find',
    type: 'search',
    autocomplete: 'off',
    placeholder: 'drop flag, E0502, noalias …',
  })
  const close = element('button', 'find-close', 'Close')
  close.type = 'button'
  const form = element('form', '', label, input, close)
  form.setAttribute('role', 'search')
  const dialog = element('dialog', 'ri-find', form, element('div', 'results'))
  dialog.setAttribute('aria-label', 'Search the course')
  close.addEventListener('click', () => dialog.close())
  dialog.addEventListener('click', e => {
    // What lies beside the box belongs to the dialog.
    if (e.target === dialog) dialog.close()
  })
  // Keys of the page below, such as those that turn slides, are not meant.
  for (const type of ['keydown', 'keyup'] as const) dialog.addEventListener(type, e => e.stopPropagation())
  return dialog
}

let engine: Promise<{ engine: Engine; decks: PlaceFile['decks'] }> | undefined
async function makeEngine(root: string): Promise<{ engine: Engine; decks: PlaceFile['decks'] }> {
  const answer = await fetch(`${root}site/places.json`)
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  const file = (await answer.json()) as PlaceFile
  return { engine: await Engine.slowly(placesOf(file)), decks: file.decks }
}

const two = (n: number): string => String(n).padStart(2, '0')

/**
 * Makes a field live.
 * @param box holds the field and an element with the class `results`
 * @param root address of the site
 * @param remember told of what is searched for, so that Back finds it again
 */
export function attach(box: HTMLElement, root: string, remember: (query: string) => void): Field {
  addStyle()
  const input = box.querySelector('input')!,
    results = box.querySelector<HTMLElement>('.results')!
  const said = element('p', 'find-said')
  said.setAttribute('role', 'status')
  const list = element('ol', 'find-list')
  const more = element('button', 'find-more')
  more.type = 'button'
  more.hidden = true
  results.replaceChildren(said, list, more)
  let found: readonly Found[] = [],
    decks: PlaceFile['decks'] = {},
    asked = ''

  const rowOf = ({ place, terms }: Found): HTMLLIElement => {
    const link = element('a', 'find-title', place.title)
    link.href = root + place.url
    const where = element('span', 'find-where')
    const name = place.kind === 'slide' ? '' : NAMES[place.kind]
    where.append([place.deck ? two(place.deck) : '', name].filter(Boolean).join(' · '))
    if (place.deck) where.title = decks[place.deck] ?? ''
    if (place.kind === 'slide') {
      const slide = element('a', 'find-slide', `slide ${place.slide}`)
      slide.href = `${root}${place.url.replace(/read\/.*$/, '')}index.html#/${place.slide}`
      where.append(' · ', slide)
    }
    const text = element('p', 'find-text')
    for (const part of excerpt(place.text, terms)) text.append(part.marked ? element('mark', '', part.text) : part.text)
    return element('li', '', where, link, text)
  }
  const show = (count: number): void => {
    list.replaceChildren(...found.slice(0, count).map(rowOf))
    const left = Math.min(found.length, MOST) - count
    more.hidden = left <= 0
    more.textContent = `${left} more`
  }
  const search = async (query: string): Promise<void> => {
    asked = query
    remember(query)
    if (!query) {
      found = []
      said.textContent = ''
      return show(0)
    }
    if (!engine) said.textContent = 'Searching …'
    try {
      const ready = await (engine ??= makeEngine(root))
      // Something else was typed meanwhile.
      if (asked !== query) return
      decks = ready.decks
      found = ready.engine.search(query)
      said.textContent = found.length
        ? `${found.length === 1 ? 'One place' : `${found.length} places`}${found.length > FIRST ? ', the best first' : ''}`
        : `Nothing found for “${query}”.`
      show(FIRST)
    } catch {
      engine = undefined
      said.textContent = 'The search could not be fetched. Try again when there is a network.'
    }
  }
  const links = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('.find-title')]

  input.addEventListener('input', () => void search(input.value.trim()))
  box.querySelector('form')?.addEventListener('submit', e => {
    e.preventDefault()
    links()[0]?.click()
  })
  more.addEventListener('click', () => {
    show(MOST)
    links()[FIRST]?.focus()
  })
  box.addEventListener('keydown', e => {
    if (e.key === 'Escape' && !(box instanceof HTMLDialogElement)) {
      input.value = ''
      void search('')
      input.focus()
      return
    }
    if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return
    const all = [input, ...links()]
    const at = all.findIndex(
      one => one === document.activeElement || one.parentElement?.contains(document.activeElement),
    )
    const to = all[at + (e.key === 'ArrowDown' ? 1 : -1)]
    if (at < 0 || !to) return
    e.preventDefault()
    to.focus()
  })
  // A link to a place of the page below: the page must be seen.
  list.addEventListener('click', e => {
    const link = (e.target as Element).closest('a')
    if (!link || !(box instanceof HTMLDialogElement)) return
    if (
      link.href.split('#')[0]!.replace(/index\.html$/, '') === location.href.split('#')[0]!.replace(/index\.html$/, '')
    )
      box.close()
  })
  return {
    show(query) {
      if (query && input.value !== query) input.value = query
      input.focus()
      input.select()
      if (input.value.trim() !== asked) void search(input.value.trim())
      else void (engine ??= makeEngine(root)).catch(() => (engine = undefined))
    },
  }
}
