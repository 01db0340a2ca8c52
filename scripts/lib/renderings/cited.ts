// Evidence outside the course, as the margin and the list of sources name it. Pure.
import type { Address } from '../sources/address.ts'
import { externalHref } from '../sources/href.ts'
import type { Source } from '../sources/store.ts'

/** A source that the text cites. */
export interface Cited {
  href: string
  mark: string
  /** `alloc/src/rc.rs:1797`. */
  where: string
  /** `Rc::weak_count`; empty where the place says it. */
  name: string
  release: string
  group: 'library' | 'compiler' | 'rules' | 'history' | 'other'
}

/** What the margin and the list of sources say of an address; null for one that is not resolved. */
export function citedOf(address: Address, source: Source | null, words: string): Cited | null {
  const href = externalHref(address, source)
  if (!href) return null
  const release = source?.release ?? ''
  const line = source?.line ? `:${source.line}` : ''
  const item = 'item' in address && address.item ? address.item.segments.join('::') : ''
  // The margin need not repeat what the linked words are.
  const name = item === words ? '' : item
  switch (address.kind) {
    case 'lib':
      return { href, mark: '{}', where: address.path + line, name, release, group: 'library' }
    case 'rustc':
      return { href, mark: '{}', where: address.path + line, name, release, group: 'compiler' }
    case 'miri':
      return { href, mark: '{}', where: `miri/${address.path}`, name, release: '', group: 'compiler' }
    case 'crate':
      return { href, mark: '{}', where: `${address.name}/${address.path}${line}`, name, release, group: 'other' }
    case 'doc':
      return {
        href,
        mark: '§',
        where: address.page.replace(/(?:\/index)?\.html$/, ''),
        name: '',
        release,
        group: 'library',
      }
    case 'ref':
      return { href, mark: '§', where: address.rule, name: 'Reference', release, group: 'rules' }
    case 'nomicon':
      return { href, mark: '§', where: address.page.replace('.html', ''), name: 'Nomicon', release, group: 'rules' }
    case 'edition':
      return {
        href,
        mark: '§',
        where: address.page.replace('.html', ''),
        name: 'Edition Guide',
        release,
        group: 'rules',
      }
    case 'guide':
      return {
        href,
        mark: '§',
        where: address.page.replace('.html', ''),
        name: 'rustc-dev-guide',
        release: '',
        group: 'compiler',
      }
    case 'rfc':
      return { href, mark: '#', where: `RFC ${address.number}`, name: '', release: '', group: 'history' }
    case 'pr':
    case 'issue':
      return { href, mark: '#', where: `rust-lang/rust ${address.number}`, name: '', release: '', group: 'history' }
    case 'goal':
      return { href, mark: '#', where: 'project goal', name: '', release: '', group: 'history' }
    case 'release':
      return { href, mark: '#', where: `Rust ${address.version}`, name: '', release: '', group: 'history' }
    default:
      return null
  }
}
