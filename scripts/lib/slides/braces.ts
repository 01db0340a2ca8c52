// Text is text: `{{ x }}` in the prose of a slide is shown, where Vue would evaluate it and print nothing.

type Render = (...rest: never[]) => string
/** What is needed of Slidev's Markdown parser. */
interface Markdown {
  renderer: { rules: { text?: unknown } }
}

/** Writes braces as character references: Vue looks for its expressions before it decodes them. */
export const withoutExpressions = (html: string): string => html.replaceAll('{{', '&#123;&#123;')

export function braces(markdown: Markdown): void {
  const text = markdown.renderer.rules.text as Render
  markdown.renderer.rules.text = (...rest: never[]) => withoutExpressions(text(...rest))
}
