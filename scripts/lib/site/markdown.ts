// Markdown of exercises as HTML. Raw HTML in it is shown, not obeyed; Rust is set in mono without colours.
import MarkdownIt from 'markdown-it'

const md = new MarkdownIt({ html: false, linkify: true, typographer: false })

export const markdown = (text: string): string => md.render(text)
