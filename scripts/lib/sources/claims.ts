// Sentences that can be wrong in a way that a link can prove: claims, by kind, and whether their paragraph holds the evidence of that kind. Pure.
import type { Kind } from './address.ts'
import { findLinks } from './links.ts'
import type { Paragraph } from './paragraphs.ts'

/** Kinds of claims, in the order in which a sentence is asked. */
export const CLAIMS = ['dated', 'promised', 'undefined', 'measured', 'verdict'] as const
export type ClaimKind = (typeof CLAIMS)[number]

export interface Claim {
  kind: ClaimKind
  file: string
  /** 1-based, of the sentence. */
  line: number
  sentence: string
  /** What the paragraph brings for this kind: addresses, `<Fact>`, `<History>`, `code of the slide`. Empty for a claim that stands alone. */
  evidence: string[]
}

interface Rule {
  /** Whether a sentence, without code, links and tags, makes such a claim. */
  claims(sentence: string, whole: string): boolean
  addresses: readonly Kind[]
  tags: readonly ('Fact' | 'History')[]
  /** Whether code that the compiler has judged beside the sentence is evidence. */
  code: boolean
  /** What to write, in a message. */
  needs: string
}

const CRATES =
  /\b(?:tokio|futures|bumpalo|mimalloc|allocator-api2|tikv-jemallocator|jemalloc|loom|miri|LLVM|glibc|tokio's)[, ]+$/i
const RELEASE =
  /(?<![\w.@-])(?:1\.\d{2,3}(?:\.\d+)?(?:-beta(?:\.\d+)?)?|(?<=\b(?:Rust|rustc|since|until|before|from|version|release) )1\.\d(?:\.\d)?)(?![\w%]|\.\d)(?!\s*(?:ms|µs|ns|s|times|bytes)\b)/g
const YEAR = /(?<![\w.#/-])(?:19[89]|20[0-3])\d(?![\w/]|\.\d)/g
/** `in 2021` means an edition, `in August 2021` a date. */
const EDITIONS = new Set(['2015', '2018', '2021', '2024'])
const MONTH = /\b(?:January|February|March|April|May|June|July|August|September|October|November|December) $/
/** Words with which an observation names the compiler that made it: no claim about history. */
const OBSERVED =
  /\b(?:recorded|observed|measured|tried|ran|run|compiled|checked|verified|printed)\b[^.;]*\b(?:with|by|in|on|under)\b/i

function isDated(sentence: string): boolean {
  const releases = [...sentence.matchAll(RELEASE)].filter(m => !CRATES.test(sentence.slice(0, m.index)))
  if (releases.length && !OBSERVED.test(sentence)) return true
  return [...sentence.matchAll(YEAR)].some(m => !EDITIONS.has(m[0]) || MONTH.test(sentence.slice(0, m.index)))
}

const PROMISE = /\b(?:guarantee(?:s|d)?|promise(?:s|d)|document(?:s|ed)|specif(?:y|ies|ied))\b/i
/** What says that there is no promise needs none. */
const NO_PROMISE =
  /\b(?:not|no|never|nobody|nothing|without|nor|neither|none|isn't|doesn't|un)\b[^.;:]{0,40}\b(?:guarantee|promise|document|specif)|\b(?:guarantee|promise|document|specif)\w*\s+(?:nothing|none|no\b|neither)/i

const NUMBER = String.raw`(?<![\w.])\d[\d,.\u202F]*`
const MEASURED = new RegExp(
  `${NUMBER}\\s*(?:(?:ns|µs|us|ms|nanoseconds?|microseconds?|milliseconds?|bytes?|kB|KB|KiB|MB|MiB|GB|GiB|per cent|instructions|cycles)\\b|%)|${NUMBER}\\s*(?:times|×)\\s+(?:as|faster|slower|more|less|larger|smaller|longer)`,
)
const VERDICT =
  /\b(?:(?:does|do|did|will|would) not compile|compiles|(?:is|are|was|were) (?:rejected|refused|accepted)|(?:rejects|refuses|accepts) (?:it|this|the)|fails? with|E0\d{3})\b/

const RULES: Readonly<Record<ClaimKind, Rule>> = {
  dated: {
    claims: isDated,
    addresses: ['release', 'pr', 'rfc'],
    tags: ['History'],
    code: false,
    needs: 'a release or a date needs `release:`, `pr:`, `rfc:` or a <History>',
  },
  promised: {
    claims: sentence => PROMISE.test(sentence) && !NO_PROMISE.test(sentence),
    addresses: ['ref', 'doc', 'rfc', 'nomicon'],
    tags: [],
    code: false,
    needs: 'what is guaranteed, promised, documented or specified needs `ref:`, `doc:`, `rfc:` or `nomicon:`',
  },
  undefined: {
    claims: sentence => /\bundefined behaviou?r\b|\bUB\b/.test(sentence),
    addresses: ['run', 'ref', 'doc'],
    tags: [],
    code: false,
    needs:
      'undefined behaviour needs `run:` of a program that Miri has judged, or the rule (`ref:`, or `doc:` for a contract)',
  },
  measured: {
    claims: sentence => MEASURED.test(sentence),
    addresses: [],
    tags: ['Fact'],
    code: false,
    needs: 'a measured figure needs a <Fact> of a recording',
  },
  verdict: {
    claims: (_, whole) => VERDICT.test(whole),
    addresses: ['run', 'error', 'rustc', 'ref'],
    tags: ['Fact', 'History'],
    code: true,
    needs: 'a verdict of the compiler needs the code beside it, `run:` or `error:`',
  },
}

/** What is said of a claim without evidence. */
export const needOf = (kind: ClaimKind): string => RULES[kind].needs

/**
 * The claims of a paragraph. A question claims nothing, nor does a command to try.
 * @param isMiriProgram whether the program that `run:` names was judged by Miri; a verdict of undefined behaviour rests on no other
 */
export function claimsOf(paragraph: Paragraph, isMiriProgram: (name: string) => boolean): Claim[] {
  if (/^(?:\[click(?::\d+)?\]\s*)*Demo:/.test(paragraph.text)) return []
  const { links } = findLinks(paragraph.text)
  const found = sentencesOf(paragraph.text)
  return found.flatMap(({ text, line }) => {
    if (/\?["')*_]*$/.test(text)) return []
    const prose = withoutCode(text)
    return CLAIMS.filter(kind => RULES[kind].claims(prose, text)).map((kind): Claim => {
      const rule = RULES[kind]
      const addresses = links
        .map(link => link.address)
        .filter(({ kind: of }) => rule.addresses.includes(of))
        .filter(a => kind !== 'undefined' || a.kind !== 'run' || isMiriProgram(a.text.slice('run:'.length)))
        .map(a => a.text)
      const tags = rule.tags.filter(tag => paragraph.text.includes(`<${tag} `)).map(tag => `<${tag}>`)
      const evidence = [...addresses, ...tags, ...(rule.code && paragraph.judged ? ['code of the slide'] : [])]
      return {
        kind,
        file: paragraph.file,
        line: paragraph.line + line,
        sentence: text,
        evidence: [...new Set(evidence)],
      }
    })
  })
}

interface Sentence {
  text: string
  /** Lines below the paragraph's first. */
  line: number
}

/** Sentences as a reader sees them: links as their words, tags gone, code kept. */
function sentencesOf(markdown: string): Sentence[] {
  const blank = (m: string): string => m.replaceAll(/[^\n]/g, ' ')
  const text = markdown
    .replaceAll(/\]\([^()\n]*\)/g, m => `]${blank(m.slice(1))}`)
    .replaceAll(/<[A-Za-z/][^>]*>/g, blank)
    .replaceAll(/\[(?:click|frame)[^\]]*\]/g, blank)
  const out: Sentence[] = []
  let from = 0
  for (const end of [...text.matchAll(/[.?!]["')*_\]]*(?=\s+["'(*_[]*[A-Z`\d]|\s*$)|\|/g)]
    .map(m => m.index + m[0].length)
    .concat(text.length)) {
    const raw = text.slice(from, end)
    const sentence = raw
      .replaceAll(/[[\]|]/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/ (?=[.,;:?!])/g, '')
      .trim()
    if (sentence)
      out.push({
        text: sentence,
        line: text.slice(0, from + (raw.length - raw.trimStart().length)).split('\n').length - 1,
      })
    from = end
  }
  return out
}

const withoutCode = (text: string): string => text.replaceAll(/`[^`]*`/g, ' ')
