// On every page: the search behind the key `/`, a button of the page's bar, or the landing page's own field. What finds is fetched when it is first needed.
import type { Field } from './find/find.ts'

/** Where the site lies. */
const root = import.meta.url.replace(/site\/search\.js.*$/, '')
/** Under this name the history keeps what was searched for on a page, so that Back finds it again. */
const KEY = 'riSearch'

type Find = typeof import('./find/find.ts')
let find: Promise<Find> | undefined
const load = (): Promise<Find> => (find ??= import(/* @vite-ignore */ `${root}site/find.js`) as Promise<Find>)

const remembered = (): string => (history.state as Record<string, string> | null)?.[KEY] ?? ''
const remember = (query: string): void => {
  const state = { ...(history.state as object | null) } as Record<string, unknown>
  if (query) state[KEY] = query
  else delete state[KEY]
  history.replaceState(state, '')
}

/** The landing page has a field in its text; elsewhere one is laid over the page. */
const inText = document.querySelector<HTMLElement>('.find')
let field: Promise<Field> | undefined

function fieldInText(find: HTMLElement): Promise<Field> {
  return load().then(({ attach }) => attach(find, root, remember))
}

let dialog: HTMLDialogElement | undefined
async function dialogOver(): Promise<Field> {
  const { attach, dialogOf } = await load()
  dialog = dialogOf()
  document.body.append(dialog)
  dialog.addEventListener('close', () => remember(''))
  return attach(dialog, root, remember)
}

async function open(query = ''): Promise<void> {
  field ??= inText ? fieldInText(inText) : dialogOver()
  const { show } = await field
  if (dialog && !dialog.open) dialog.showModal()
  show(query)
}

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || !!target.closest('.cm-editor'))

addEventListener('keydown', e => {
  if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || writes(e.target)) return
  e.preventDefault()
  void open()
})
// A deck's bar is made by the deck.
addEventListener('ri-search', () => void open())

if (inText) inText.querySelector('input')!.addEventListener('focus', () => void open(remembered()), { once: true })
else {
  const bar = document.querySelector('.bar-tools') ?? document.querySelector('header.bar')
  if (bar) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'scheme search-open'
    button.textContent = 'search'
    button.title = 'Search the course (key /)'
    button.addEventListener('click', () => void open())
    bar.insertBefore(button, bar.querySelector('.scheme'))
  }
}
// A reload, or the same address typed again, begins anew.
const [how] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
if (how?.type !== 'back_forward') remember('')
if (remembered()) void open(remembered())
