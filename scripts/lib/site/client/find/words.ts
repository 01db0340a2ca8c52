// The words of a text, as the search compares them. Pure; the build and the browser take the same.

/** `&mut`, `'static`, `c++`, identifiers with underscores, words, numbers such as `1.99.1`. */
const WORD = /&mut\b|'[a-z_]\w*|[a-z_]\w*(?:\+\+)?|\d\w*(?:\.\d+)*/g

/** Words that say nothing of what is looked for. */
const EMPTY = new Set(
  'a an and are as at be but by do does for from how i if in into is it its my not of on or so that the their then there these they this to was what when where which why will with you your can cannot'.split(
    ' ',
  ),
)

/** British spelling, and one form for singular and plural: `monomorphizations` is `monomorphisation`. */
function plain(word: string): string {
  const british = word
    .replace(/iz(e|ed|er|es|ing|ation|ations)$/, 'is$1')
    .replace(/^(behavi|col|fav|neighb)or/, '$1our')
  if (british.length < 4 || /_/.test(british)) return british
  return british
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/([^su'])s$/, '$1')
}

/** What an identifier is made of: `drop_in_place` of drop, in, place; `MaybeUninit` of maybe, uninit. */
const parts = (identifier: string): string[] =>
  identifier.split(/_+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/).filter(part => part.length > 1)

const read = (text: string): string[] =>
  [...text.normalize('NFKC').replaceAll('’', "'").matchAll(new RegExp(WORD, 'gi'))].map(m => m[0])

/** The words of a text that is looked into: identifiers as a whole and in their parts. */
export function wordsOf(text: string): string[] {
  return read(text).flatMap(word => {
    const whole = plain(word.toLowerCase())
    const code = /^e(\d{4})$/i.exec(word)
    if (code) return [whole, code[1]!]
    const inner = /^['&]/.test(word) ? [word.slice(1)] : parts(word)
    return inner.length > 1 || /^['&]/.test(word) ? [whole, ...inner.map(part => plain(part.toLowerCase()))] : [whole]
  })
}

/** The words of what a reader typed, without those that say nothing, unless there are no others. */
export function wanted(query: string): string[] {
  const all = read(query).map(word => plain(word.toLowerCase()))
  const telling = all.filter(word => !EMPTY.has(word))
  return [...new Set(telling.length ? telling : all)]
}
