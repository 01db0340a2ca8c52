// The search of the built site is asked: forty things that readers of the course look for, each with a place that must be among the first three, and words that must find nothing.

import type { Problem } from '../problem.ts'
import { Engine, KINDS, type PlaceFile, placesOf } from '../site/client/find/engine.ts'

/** What is typed, and a part of the address of the place. */
export const QUERIES: readonly (readonly [query: string, place: string])[] = [
  // Codes, and paths and names that touch their neighbours on the page.
  ['E0502', 'errors/E0502/'],
  ['e0597', 'errors/E0597/'],
  ['compile error 0382', 'errors/E0382/'],
  ['borrow of moved value', 'moved'],
  ['from_raw', '08-smart-pointers/read/index.html#the-counts-lie-before-the-value'],
  ['repr(C)', '06-memory-layout/read/index.html#without-repr-c'],
  ['MaybeUninit', '06-memory-layout/read/index.html#unsafecell-and-maybeuninit'],
  ['ManuallyDrop', '05-drop-raii/read/index.html#manuallydrop'],
  ['block_on', '02-async-runtime/read/index.html#block-on'],
  ['GlobalAlloc', '11-allocator-api/read/index.html#'],
  ['catch_unwind', '10-unsafe-ub/read/index.html#does-catch-unwind'],
  ['&mut', 'read/index.html#'],
  // Topics, of which the page's own must come first and not the first page that names them.
  ['niche', '06-memory-layout/read/index.html#a-niche-is-a-bit-pattern'],
  ['waker', '02-async-runtime/read/index.html#a-waker-is-two-words'],
  ['lock prefix', '#on-x86-64-counting-in-arc-costs-a-lock-prefix'],
  ['two-phase borrow', 'glossary/index.html#two-phase'],
  ['which calls are two-phase', '01-borrow-checker/read/index.html#which-of-these-calls-make-a-two-phase-borrow'],
  ['stacked borrows', '10-unsafe-ub/read/index.html#in-stacked-borrows'],
  ['tree borrows', '10-unsafe-ub/read/index.html#in-tree-borrows'],
  ['drop flag', '05-drop-raii/read/index.html#drop-elaboration'],
  ['drop order', '05-drop-raii/read/index.html'],
  ['noalias', '04-ownership-meets-async/read/index.html#a-mut-to-a-type-that-is-not-unpin'],
  ['vtable', '03-trait-objects/read/index.html#'],
  ['Pin', '04-ownership-meets-async/read/index.html#pin'],
  ['Unpin', '02-async-runtime/read/index.html#safe-code-cannot-move'],
  ['padding', '06-memory-layout/read/index.html#padding-is-not-zero'],
  ['temporaries', '01-borrow-checker/read/index.html#'],
  ['dyn compatibility', '03-trait-objects/read/index.html#dyn-compatibility'],
  ['polonius', '01-borrow-checker/read/index.html#polonius-follows-a-loan'],
  ['problem case 3', '01-borrow-checker/read/index.html#returned-on-one-path'],
  ['UnsafeCell', 'unsafecell'],
  ['RefCell', '08-smart-pointers/read/index.html#refcell-keeps-the-borrow-rules'],
  ['weak count', '08-smart-pointers/read/index.html#the-value-dies-at-strong-zero'],
  // Spelling of the other side of the ocean, other numbers of the noun, half a word, one letter amiss.
  ['monomorphization', '09-monomorphisation/read/index.html'],
  ['reborrows', 'glossary/index.html#reborrow'],
  ['polon', '01-borrow-checker/read/index.html#polonius'],
  ['niches', '06-memory-layout/read/index.html#'],
  ['executer', '02-async-runtime/read/index.html#wakers-and-executors'],
  // Kinds of places: programs, exercises, questions of the quiz, what-ifs.
  ['select-cancel.rs', '04-ownership-meets-async/programs/select-cancel/'],
  ['spin lock exercise', '07-send-sync/read/index.html#exercise-spin-lock'],
  ['quiz nested option', '06-memory-layout/read/index.html#quiz-nested'],
  ['state machine by hand', '02-async-runtime/read/index.html#exercise-machine-by-hand'],
  ['why does my future not implement Send', '04-ownership-meets-async/read/index.html#'],
]

/** What no page is about. */
const NONSENSE: readonly string[] = ['zzzz', 'xyzzyq', 'qqqqqqqq', 'kubernetes', 'E9999']

/** Titles that are markup, or words that have run together. */
const UGLY = /`|&(?:amp|lt|gt|quot);|\.rs(?:compiles|fails|E0)|[a-z]E0\d{3}\b/
/** Words of buttons and of the pages' frames. */
const FURNITURE = /Skip to the|Copy the code|Not for the Playground|Beside the downloaded/

/** What the search does not do as readers need it. Pure. @param file as it lies in dist/site/ */
export function searchProblems(file: PlaceFile, queries = QUERIES): Problem[] {
  const places = placesOf(file)
  const engine = Engine.of(places)
  const bad = (message: string): Problem => ({ file: 'dist/site/places.json', line: 1, message })
  const first = (query: string): string[] =>
    engine
      .search(query)
      .slice(0, 3)
      .map(({ place }) => place.url)
  return [
    ...queries.flatMap(([query, place]) => {
      const urls = first(query)
      if (urls.some(url => url.includes(place))) return []
      return [bad(`"${query}" should find ${place} among the first three, and finds ${urls.join(', ') || 'nothing'}`)]
    }),
    ...NONSENSE.flatMap(query => {
      const [url] = first(query)
      return url ? [bad(`"${query}" is nonsense, and it finds ${url}`)] : []
    }),
    ...places
      .filter(({ title }) => UGLY.test(title))
      .map(({ title, url }) => bad(`the title "${title}" of ${url} is not plain text`)),
    ...places
      .filter(({ text }) => FURNITURE.test(text))
      .map(({ text, url }) => bad(`"${FURNITURE.exec(text)![0]}" of ${url} is furniture of the page`)),
    ...KINDS.filter(kind => !places.some(place => place.kind === kind)).map(kind =>
      bad(`no place is of the kind "${kind}"`),
    ),
  ]
}
