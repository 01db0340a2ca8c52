// Where the pages of programs, error codes, terms and claims lie in dist/, and what is printed of decks. Which of them there are, scripts/lib/slides/coursePages.ts says.

/** The page of a program; `rec` is its path below snippets/, without `.rs`. */
export const programPage = (deck: string, rec: string): string => `${deck}/programs/${rec}/index.html`
/** The programs of a deck. */
export const programsPage = (deck: string): string => `${deck}/programs/index.html`
export const errorPage = (code: string): string => `errors/${code}/index.html`
export const ERRORS_PAGE = 'errors/index.html'
export const GLOSSARY_PAGE = 'glossary/index.html'
export const CLAIMS_PAGE = 'claims/index.html'
/** The handout of a deck; on Letter page for page the same. */
export const handoutFile = (deck: string, paper: 'a4' | 'letter'): string =>
  `pdf/${deck}-handout${paper === 'letter' ? '-letter' : ''}.pdf`
/** The book: the handouts of all decks as one, in builds of all decks. */
export const BOOK_FILE = 'pdf/rust-internals-handouts.pdf'
/** The same for e-readers. */
export const EPUB_FILE = 'pdf/rust-internals.epub'
