// Each page alone: what programs hold is text and never markup, nothing gives an answer away to the search, every page has its head.
import { Window } from 'happy-dom'
import { describe, expect, it } from 'vitest'
import { deckIds, ROOT } from '../../deck.ts'
import { duplicateAnchors } from '../../proof/linksGate.ts'
import { pageProblems } from '../../proof/siteGate.ts'
import { recordingsOf } from '../../content/card.ts'
import { parseSnippet, SnippetError } from '../../recording/snippet.ts'
import { placesOf } from '../../slides/places.ts'
import { claimsPageHtml } from './claims.ts'
import { askedIn } from './directives.ts'
import { errorPageHtml, errorsPageHtml, programsByCode } from './error.ts'
import type { Evidence } from './evidence.ts'
import { AROUND, programOf, refused } from './fixture.testing.ts'
import { glossaryPageHtml } from './glossary.ts'
import { awayFromPlayground, playground } from './play.ts'
import { programPageHtml } from './program.ts'
import { programsPageHtml } from './programs.ts'
import type { Use } from './uses.ts'

const documentOf = (html: string) => {
  const { document } = new Window()
  document.write(html)
  return document
}
/** What the search reads. */
function found(html: string): string {
  const document = documentOf(html)
  for (const e of document.querySelectorAll('[data-unsearched]')) e.remove()
  return document.querySelector('main')!.textContent!
}

const HOSTILE = String.raw`let s = "</script><script>alert(1)</script> $& $1 \${x} <img src=x onerror=y> &amp;";`
const SOURCE = `//@ run\n//@ flags: -O\nfn main() {\n    ${HOSTILE}\n    println!("{s}"); // Vec<T> & 'a "q"\n}\n`
const PREDICTED: Use = {
  deck: '01-a',
  slide: 3,
  title: 'Does `x` live?',
  way: 'prediction',
  name: null,
  reading: false,
}
const EVIDENCE = {
  sources: () => new Map(),
  pages: { of: () => null },
  places: { find: () => null },
} as unknown as Evidence
const TERM = {
  id: 'loan',
  term: 'loan',
  forms: ['loans'],
  text: [{ kind: 'text' as const, text: 'A record of <T> & more.' }],
  authority: 'ref:types',
  deck: '01-a',
  line: 1,
}

describe('a program', () => {
  const hostile = programOf(SOURCE, {
    stdout: `${HOSTILE}\n`,
    stderr: '<b>$&</b>',
    ...refused('E0502', '<u> `$&` borrowed'),
  })
  it('stands as it is written, whatever it holds', async () => {
    const html = await programPageHtml(hostile, AROUND)
    const document = documentOf(html)
    const lines = [...document.querySelectorAll('.code-line > code')].map(line => line.textContent)
    expect(lines).toEqual(hostile.program.snippet.shown.lines.map(line => line.text || ' '))
    expect(document.querySelectorAll('main script, main img, main b, main u')).toHaveLength(0)
    expect(document.body.textContent).toContain(`${HOSTILE}`)
    expect(pageProblems(html, 'x.html', AROUND.shell.stamp)).toEqual([])
    expect(duplicateAnchors(html, 'x.html')).toEqual([])
  })
  it('says how to run it, with the compiler that is meant', async () => {
    const html = await programPageHtml(hostile, AROUND)
    expect(html).toContain('rustc +1.99.1 --edition 2024 x.rs')
    expect(html).toContain('Said by rustc 1.99.1 (58cf8f9c3, 2026-10-13)')
    expect(html).toContain('<a href="x.rs" download>')
  })
  it('says that nothing uses it, and where it is used', async () => {
    expect(await programPageHtml(hostile, AROUND)).toContain('Nowhere yet')
    const html = await programPageHtml(programOf(SOURCE, {}, [PREDICTED]), AROUND)
    expect(html).toContain('<a href="../../../01-a/index.html#/3">slide 3</a>: prediction')
    expect(html).toContain('Does <code>x</code> live?')
  })
  it('says what Miri said under each model, in how many schedules, and with which Miri', async () => {
    const said = { message: null, reports: [], command: ['miri', 'x.rs'] }
    const miri = {
      seeds: 64,
      flags: [],
      said: [
        { ...said, model: 'stacked' as const, verdict: 'race' as const, reported: 3, seed: 7 },
        { ...said, model: 'tree' as const, verdict: 'ok' as const },
      ],
    }
    const html = await programPageHtml(programOf(SOURCE, { miri }), AROUND)
    expect(html).toContain(
      'Under Stacked Borrows, one model of aliasing, Miri reports a data race in 3 of 64 schedules, first with the seed 7, with Miri 1.101.0-nightly (92b5b8c87, 2026-10-29).',
    )
    expect(html).toContain('Under Tree Borrows, one model of aliasing, Miri reports nothing in 64 schedules')
    expect(html).toContain('<code>miri x.rs</code>')
  })
  it('says what other releases said', async () => {
    const one = programOf('//@ check\n//@ history: layout u8 size in 2021\npub fn f() {}\n')
    const answers = [
      { release: '1.56.0', answer: '1' },
      { release: '1.57.0', answer: '2' },
    ]
    const rows = [{ edition: 2021 as const, answers, change: { before: '1.56.0', after: '1.57.0' } }]
    const history = {
      schema: 1 as const,
      snippet: 'x.rs',
      srcKey: '',
      asks: 'layout u8 size in 2021',
      target: '',
      rows,
    }
    const html = await programPageHtml({ ...one, program: { ...one.program, history } }, AROUND)
    expect(html).toContain('In other releases: size of u8')
    expect(html).toContain('<p>edition 2021: 1 byte up to 1.56, 2 bytes from 1.57</p>')
    expect(html).toContain('Released compilers are asked for the size of u8, and since when it is what it is today.')
    expect(await programPageHtml(one, AROUND)).not.toContain('In other releases')
  })
  it('leads to its variants', async () => {
    const variants = [{ rec: 'y', label: 'with <T>' }]
    const html = await programPageHtml({ ...programOf(SOURCE), variants }, AROUND)
    expect(html).toContain('<a href="../../../01-a/programs/y/index.html"><code>y</code></a> with &lt;T&gt;')
    expect(await programPageHtml(programOf(SOURCE), AROUND)).not.toContain('What if')
  })
  it('names the day of Miri where Miri was asked', async () => {
    const body = [
      { witness: 'miri-tree' as const, class: 'reported' as const, exit: 1, message: 'Undefined Behavior: <1>' },
    ]
    const html = await programPageHtml(programOf(SOURCE, { emits: [{ kind: 'witness', arg: '', body }] }), AROUND)
    expect(html).toContain('Said by Miri 1.101.0-nightly (92b5b8c87, 2026-10-29)')
    expect(html).toContain('Undefined Behavior: &lt;1&gt;')
  })
  it('keeps what was said from the search where a reader is asked, and folds it', async () => {
    const said = refused('E0502', 'cannot borrow')
    const open = await programPageHtml(programOf(SOURCE, said), AROUND)
    const asked = await programPageHtml(programOf(SOURCE, said, [PREDICTED]), AROUND)
    expect(found(open)).toContain('cannot borrow')
    expect(found(asked)).toContain('println!')
    expect(found(asked)).not.toMatch(/cannot borrow|E0502/)
    const document = documentOf(asked)
    for (const e of document.querySelectorAll('details:not([open]) > :not(summary)')) e.remove()
    expect(document.querySelector('main')!.textContent).not.toMatch(/cannot borrow|E0502/)
  })
  it('knows its address where that of the site is known', async () => {
    const shell = { ...AROUND.shell, publicUrl: 'https://example.org/c/' }
    const html = await programPageHtml(hostile, { ...AROUND, shell })
    expect(html).toContain('<link rel="canonical" href="https://example.org/c/01-a/programs/x/">')
  })
})

describe('the Playground', () => {
  const snippet = (directives: string) => parseSnippet(`${directives}\nfn main() {}\n`)
  it.each([
    ['//@ run\n//@ crate: tokio', /crates/],
    ['//@ check\n//@ target: wasm32-unknown-unknown', /another target/],
    ['//@ run\n//@ args: a', /arguments/],
    ['//@ check\n//@ flags: -Zpolonius=next', /`-Zpolonius=next`/],
  ])('is not offered for %j', (directives, why) => {
    expect(awayFromPlayground(snippet(directives))).toMatch(why)
    expect(playground(snippet(directives), programOf(SOURCE).program.recording)).toBeNull()
  })
  it('gets edition, mode and channel', () => {
    const { recording } = programOf(SOURCE, { edition: 2021 }).program
    const link = playground(snippet('//@ run\n//@ flags: -O\n//@ bootstrap'), recording)
    expect(link).toMatch(/version=nightly&mode=release&edition=2021/)
  })
})

describe('directives', () => {
  it('have words, each that a snippet may use', () => {
    let known: string[] = []
    try {
      parseSnippet('//@ nonsense\n')
    } catch (error) {
      known = /the directives are ([\w, -]+)/.exec((error as SnippetError).message)![1]!.split(', ')
    }
    expect(known.length).toBeGreaterThan(15)
    for (const key of known)
      expect(askedIn(`//@ ${key}: 1\n`), key).toEqual([{ written: `${key}: 1`, words: expect.stringMatching(/\.$/) }])
  })
  it('are sentences with their values', () => {
    const words = askedIn('//@ check-fail: E0499, E0502\n//@ run-crash: 139\n//@ emit: mir ElaborateDrops main\n').map(
      a => a.words,
    )
    expect(words).toEqual([
      'The compiler must refuse it, with `E0499` and `E0502` and nothing else.',
      'It must compile and be ended by signal 11, SIGSEGV.',
      'The compiler is asked for the MIR of `main` before and after the pass `ElaborateDrops`.',
    ])
  })
})

describe('other pages', () => {
  const program = programOf(SOURCE, refused('E0502', 'cannot borrow `x` <T>'))
  const predicted = programOf(SOURCE, refused('E0502', 'cannot borrow `secret`'), [PREDICTED])
  const byCode = programsByCode([program, predicted])
  const deck = { deck: program.deck, content: { slides: [] } as never }
  const claim = { kind: 'dated' as const, file: 'decks/01-a/quiz.yaml', line: 3, verified: null }
  const PAGES: [string, string][] = [
    ['programs', programsPageHtml([program, predicted], AROUND)],
    ['error', errorPageHtml('E0502', byCode.get('E0502')!, AROUND)],
    ['errors', errorsPageHtml(byCode, AROUND)],
    [
      'glossary',
      glossaryPageHtml({ terms: [TERM], uses: new Map(), decks: new Map(), evidence: EVIDENCE, shell: AROUND.shell }),
    ],
    [
      'claims',
      claimsPageHtml({
        decks: [{ ...deck, rustc: '1.99.1', claims: [{ ...claim, sentence: 'Since 1.0 <T> holds.', evidence: [] }] }],
        evidence: EVIDENCE,
        shell: AROUND.shell,
      }),
    ],
  ]
  it.each(PAGES)('have heads, and ids once: %s', (_, html) => {
    expect(pageProblems(html, 'x.html', AROUND.shell.stamp)).toEqual([])
    expect(duplicateAnchors(html, 'x.html')).toEqual([])
    expect(html).not.toContain('<T>')
  })
  it('lead from a code to rustc’s index of that release', () => {
    const html = errorPageHtml('E0502', byCode.get('E0502')!, AROUND)
    expect(html).toContain('https://doc.rust-lang.org/1.99.1/error_codes/E0502.html')
    expect(html).toContain('cannot borrow <code>x</code> &lt;T&gt;')
  })
  it('tell the search no verdict that a reader is asked for', () => {
    expect(found(programsPageHtml([predicted], AROUND))).not.toContain('E0502')
    expect(found(errorPageHtml('E0502', [predicted], AROUND))).not.toContain('secret')
    expect(found(PAGES[4]![1])).not.toContain('Since 1.0')
  })
  it('mark a claim without evidence', () => expect(PAGES[4]![1]).toContain('none yet'))
})

it('the codes that links lead to are those that the recordings hold', () => {
  for (const id of deckIds()) {
    const recorded = recordingsOf(`${ROOT}/decks/${id}`, ROOT).flatMap(r =>
      r.recording.runs.flatMap(run => run.verdict.codes),
    )
    const codes = [...new Set(recorded.filter(code => /^E\d{4}$/.test(code)))].sort()
    expect([...placesOf(id, ROOT).errors].sort(), id).toEqual(codes)
  }
})
