// Rust set in the theme "instrument": weight and slant before hue. Colours are tokens, so one markup serves light and dark.
import { createHighlighter, type Highlighter } from 'shiki'

const v = (name: string) => `var(--ri-code-${name})`
const rule = (scope: string[], foreground: string, fontStyle = '') => ({ scope, settings: { foreground, fontStyle } })

/** TextMate theme; every colour in it is a custom property of styles/tokens.css. */
export const instrument = {
  name: 'instrument',
  type: 'light' as const,
  colors: { 'editor.foreground': v('text'), 'editor.background': 'transparent' },
  tokenColors: [
    { settings: { foreground: v('text'), background: 'transparent' } },
    rule(['comment', 'punctuation.definition.comment'], v('comment'), 'italic'),
    rule(['string', 'constant.character', 'punctuation.definition.string'], v('string')),
    rule(['constant.numeric', 'constant.language'], v('number')),
    rule(['keyword', 'storage', 'storage.type', 'storage.modifier', 'keyword.other'], v('keyword'), 'bold'),
    rule(['keyword.operator', 'punctuation', 'meta.brace'], v('text'), ''),
    rule(['punctuation.brackets', 'punctuation.semi', 'punctuation.comma', 'punctuation.separator'], v('quiet'), ''),
    rule(['meta.attribute', 'punctuation.definition.attribute'], v('quiet'), ''),
    rule(['entity.name.type', 'entity.name.class', 'support.type', 'entity.name.trait'], v('type'), ''),
    rule(['entity.name.function', 'support.function'], v('function'), ''),
    rule(
      ['entity.name.type.lifetime', 'storage.modifier.lifetime', 'punctuation.definition.lifetime'],
      v('lifetime'),
      'italic',
    ),
    rule(['variable.language.self'], v('text'), ''),
    rule(['keyword.operator.borrow', 'keyword.operator.borrow.and'], v('shared'), 'bold'),
  ],
}

interface Token {
  content: string
  color?: string
  fontStyle?: number
}

/** Sets `&mut` as one sign in the exclusive colour: a grammar sees `&` and `mut` as two unrelated tokens. */
export const borrows = () => ({
  name: 'ri-borrows',
  tokens(lines: Token[][]) {
    for (const line of lines)
      for (let i = 0; i + 1 < line.length; i++) {
        const a = line[i]!,
          next = line[i + 1]!.content.trim() ? i + 1 : i + 2
        const b = line[next]
        if (a.content.trim() === '&' && b?.content.trim() === 'mut') {
          a.color = v('excl')
          b.color = v('excl')
        }
      }
  },
})

let highlighter: Promise<Highlighter> | undefined

const escape = (s: string) => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** One string of HTML for each line: spans of the classes `c-keyword`, `c-shared` … (styles/code.css). */
export async function rustHighlighter(): Promise<(text: string) => string[]> {
  highlighter ??= createHighlighter({ themes: [instrument as never], langs: ['rust'] })
  const h = await highlighter
  return text => {
    const lines = h.codeToTokensBase(text, { lang: 'rust', theme: 'instrument' as never }) as Token[][]
    borrows().tokens(lines)
    return lines.map(line => line.map(tokenHtml).join(''))
  }
}

function tokenHtml({ content, color = '' }: Token): string {
  const name = /--ri-code-([a-z]+)/.exec(color)?.[1]
  return name && name !== 'text' ? `<span class="c-${name}">${escape(content)}</span>` : escape(content)
}

/** One text, highlighted as `rustHighlighter` does it. */
export const highlightRust = async (text: string): Promise<string[]> => (await rustHighlighter())(text)
