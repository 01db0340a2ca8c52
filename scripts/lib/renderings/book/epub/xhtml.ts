// XHTML as text: elements, words of a line, badges. Everything that is said is escaped here and nowhere else. Pure.
import type { Badge, Picture, Words } from '../model.ts'

/** Escaped markup. */
export type Markup = string
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Signs that XML forbids are left out: a program may print them. */
export const escaped = (text: string): Markup =>
  // oxlint-disable-next-line no-control-regex
  text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replaceAll(/[&<>"]/g, c => ESCAPES[c]!)

/** An element; attributes that are null, false or empty are left out. */
export function el(name: string, attributes: Attributes = {}, ...inner: readonly (Markup | null | false)[]): Markup {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === null || value === undefined || value === false || value === ''
      ? ''
      : ` ${key}="${escaped(String(value))}"`,
  )
  const content = inner.filter(Boolean).join('')
  return content || !VOID.has(name)
    ? `<${name}${written.join('')}>${content}</${name}>`
    : `<${name}${written.join('')}/>`
}
const VOID = new Set(['br', 'hr', 'img', 'link', 'meta', 'item', 'itemref'])

/** The name of a place as XML allows it: labels hold the paths of programs. */
export const idOf = (label: string): string => label.replaceAll(/[^\w.-]/g, '.')
/** A link to a place of the book; the package names the file that the place is in. */
export const linkTo = (label: string, inner: Markup, attributes: Attributes = {}): Markup =>
  el('a', { href: `#${idOf(label)}`, ...attributes }, inner)

/** Words of a line. The letter of a source names its entry in the list of sources below. */
export const inline = (words: Words): Markup =>
  words
    .map(word => {
      if (typeof word === 'string') return escaped(word)
      if ('code' in word) return el('code', {}, breakable(word.code))
      if ('em' in word) return el('em', {}, inline(word.em))
      if ('strong' in word) return el('strong', {}, inline(word.strong))
      if ('struck' in word) return el('s', {}, inline(word.struck))
      if ('newline' in word) return '<br/>'
      if ('to' in word) return linkTo(word.to, inline(word.words))
      return el('a', { href: word.link }, inline(word.words)) + (word.letter ? el('sup', {}, escaped(word.letter)) : '')
    })
    .join('')

/** A name may be divided after its signs. */
const breakable = (code: string): Markup => escaped(code).replaceAll(/(::|_|\/|\()(?=\w)/g, '$1<wbr/>')

const GLYPHS: Readonly<Record<string, string>> = {
  compiles: '✓',
  runs: '✓',
  error: '✕',
  panics: '!',
  aborts: '■',
  ub: '⫽',
}
/** A verdict: glyph, word and frame. */
export const badgeHtml = ({ kind, label, edition }: Badge): Markup =>
  el(
    'span',
    { class: `badge ${kind}` },
    el('span', { 'aria-hidden': 'true' }, `${GLYPHS[kind] ?? ''}\u00a0`),
    edition === null ? null : `${edition}\u00a0`,
    escaped(label).replaceAll(' ', '\u00a0'),
  )
export const badgesHtml = (badges: readonly Badge[]): Markup => badges.map(badgeHtml).join(' ')

/** A picture in the page itself, so that the book's faces set its words. @param most how wide it may be, in CSS */
export const pictureHtml = ({ svg, alt, width }: Picture, most = ''): Markup =>
  svg.replace(/<svg[^>]*>/, open => {
    const box = /viewBox="([^"]*)"/.exec(open)?.[1] ?? ''
    const style = `max-width: ${most || `${Math.round(width)}px`}`
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" role="img" aria-label="${escaped(alt)}" style="${style}">`
  })
