// Where an address outside the course leads: the one place that writes URLs of sources. Pure, apart from the list of RFCs.
import type { Address } from './address.ts'
import { rfcPage } from './rfcs.ts'
import type { Place } from './resolve.ts'

const RUST = 'https://github.com/rust-lang/rust'

/** @param place from sources.json; null for kinds that need none, and then the answer for others is null too */
export function externalHref(address: Address, place: Place | null): string | null {
  const anchor = 'anchor' in address && address.anchor ? `#${address.anchor}` : ''
  switch (address.kind) {
    case 'guide':
      return `https://rustc-dev-guide.rust-lang.org/${address.page}${anchor}`
    case 'goal':
      return `https://rust-lang.github.io/rust-project-goals/${address.page}${anchor}`
    case 'rfc':
      return `https://rust-lang.github.io/rfcs/${rfcPage(address.number)}.html${anchor}`
    case 'pr':
      return `${RUST}/pull/${address.number}`
    case 'issue':
      return `${RUST}/issues/${address.number}`
  }
  if (!place?.path) return null
  const { release, path, line } = place
  switch (address.kind) {
    case 'lib':
    case 'rustc':
      return `${RUST}/blob/${tagOf(release!)}/${path}${line ? `#L${line}` : ''}`
    case 'miri':
      return `${RUST}/blob/${release}/${path}`
    case 'crate':
      return `https://docs.rs/crate/${address.name}/${release}/source/${path}${line ? `#${line}` : ''}`
    case 'doc':
    case 'ref':
    case 'nomicon':
    case 'edition':
    case 'release':
      return `https://doc.rust-lang.org/${channelOf(release!)}/${path}`
    default:
      return null
  }
}

/** A beta has no tag: its branch. */
const tagOf = (release: string): string => (release.includes('-') ? channelOf(release) : release)
const channelOf = (release: string): string => /-(beta|nightly)/.exec(release)?.[1] ?? release
