// Each kind of bad input, planted in an otherwise sound deck.
import { mkdirSync, mkdtempSync, writeFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkDecks } from '../build/validate.ts'
import { deckIds, loadDeck, ROOT } from '../deck.ts'
import { soundProblems } from './sound.ts'

const HEAD = (n: number) =>
  `---\ntitle: A deck\nmechanism: ${n}\nsummary: One sentence that says what it is about.\ntags: [a, b, c, d]\nlevel: advanced\nprerequisites: []\nduration: 3\nchecked: 2026-11-24\nminutes: 1\n---\n\n# It opens\n\n<!-- A note. -->\n`
const SOUND = `${HEAD(1)}
---
minutes: 1
routeAlias: middle
---

# A claim

[one](1), [itself](#/2), <Link to="middle">by name</Link>, [another deck](../02-b/#/3), [its text](../02-b/read/index.html#s2), <a href="https://example.org">out</a>, \`[code](nowhere)\`

![a picture](/favicon.svg)

<!-- A note. -->

---
layout: references
minutes: 1
---

# Who says so

1. **The Reference** <https://doc.rust-lang.org/reference/>

<!-- A note. -->
`

/** What a build says of this deck beside a sound one. */
function said(text: string): string[] {
  const root = mkdtempSync(join(tmpdir(), 'ri-sound-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [id, source] of [
    ['01-a', text],
    ['02-b', SOUND.replace(HEAD(1), HEAD(2))],
  ] as const) {
    mkdirSync(join(root, 'decks', id), { recursive: true })
    writeFileSync(join(root, 'decks', id, 'slides.md'), source)
  }
  const { problems, decks } = checkDecks(root, ['01-a', '02-b'])
  expect(decks.map(d => d.id)).toEqual(problems.length ? ['02-b'] : ['01-a', '02-b'])
  return problems.map(p => `${p.file}:${p.line}: ${p.message}`)
}

describe('bad input', () => {
  it('lets a sound deck pass', () => expect(said(SOUND)).toEqual([]))
  const at = (text: string): number => SOUND.slice(0, SOUND.indexOf(text)).split('\n').length
  it.each([
    [
      'missing notes',
      '\n<!-- A note. -->\n\n---\nlayout: references',
      '\n\n---\nlayout: references',
      '# A claim',
      /slide 2: has no notes/,
    ],
    ['a slide that is not there', '[one](1)', '[one](9)', '[one]', /the link `9` is dead: there are slides 1 to 3/],
    ['an address that leads nowhere', '[one](1)', '[one](deck:02/nowhere)', '[one]', /02-b has no heading `nowhere`/],
    [
      'an address that was not resolved',
      '[one](1)',
      '[one](lib:alloc/src/rc.rs#Rc)',
      '[one]',
      /`npm run record` resolves it/,
    ],
    ['an alias that is not there', 'to="middle"', 'to="muddle"', '<Link', /the link `muddle` is dead/],
    ['a deck that is not there', '../02-b/#/3', '../03-c/#/3', '[another deck]', /there is no deck `03-c`/],
    [
      'a slide of another deck that is not there',
      '../02-b/#/3',
      '../02-b/#/4',
      '[another deck]',
      /there are slides 1 to 3/,
    ],
    [
      'a dead link in the notes',
      '<!-- A note. -->\n\n---\nlayout: ref',
      '<!-- A [note](gone.html). -->\n\n---\nlayout: ref',
      '![a picture',
      /the link `gone.html` is dead/,
    ],
    [
      'an anchor that stands twice',
      '[one](1)',
      '<p id="s2">x</p><p id="y">y</p> [one](1)',
      '[one]',
      /the anchor `s2` stands twice/,
    ],
    ['a picture without text', '![a picture]', '![]', '![a picture', /slide 2: a picture without text/],
    [
      'a picture tag without text',
      '![a picture](/favicon.svg)',
      '<img src="/favicon.svg">',
      '![a picture',
      /slide 2: a picture without text/,
    ],
    [
      'a reference without an address',
      ' <https://doc.rust-lang.org/reference/>',
      '',
      '1. **The',
      /slide 3: a reference without an address/,
    ],
  ])('%s stops the build with file and line', (what, from, to, line, message) => {
    const found = said(SOUND.replace(from, to))
    expect(found).toEqual([expect.stringMatching(message)])
    const no = Number(/^decks\/01-a\/slides\.md:(\d+): /.exec(found[0]!)?.[1])
    // A note's line is known to a line or two: its comment may be set off by blank lines.
    if (what.includes('notes') && what.includes('link')) expect(Math.abs(no - at(line) - 2)).toBeLessThanOrEqual(2)
    else expect(no).toBe(at(line))
  })
  it.each(deckIds())('%s is sound', id => {
    const around = {
      slidesOf: (other: string) => (deckIds().includes(other) ? loadDeck(other).slides.length : null),
      publicDir: join(ROOT, 'public'),
    }
    expect(soundProblems(loadDeck(id), around)).toEqual([])
  })
})
