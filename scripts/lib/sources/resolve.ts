// From an address to the place that it names in the sources of a release: the line of an item, the page and anchor of a rule.
// In: an address and where the sources lie. Out: a Place, or what is wrong, or what is missing on this machine.
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Address, AddressOf, ItemName } from './address.ts'
import type { World } from './holders.ts'
import { anchorsOf, releaseOf, rulesOf, sectionOf } from './html.ts'
import { findItem, nameOf } from './item.ts'
import { rfcPage } from './rfcs.ts'
import { itemsOf, type Item } from './rust.ts'

/** What is known of a target. Null for what its kind does not have. */
export interface Place {
  /** Of the compiler, the crate, or the commit of Miri's repository. */
  release: string | null
  /** From the root of the repository, of the documentation or of the crate; a page with its anchor. */
  path: string | null
  /** 1-based. */
  line: number | null
  /** Of the item's lines or of the words below the anchor. The text itself is not kept. */
  hash: string | null
}
export type Outcome = { place: Place } | { wrong: string } | { missing: string }

const NOWHERE: Place = { release: null, path: null, line: null, hash: null }
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** Looks addresses up; what it has read and parsed it keeps, so that a deck's addresses into one file cost one parse. */
export class Resolver {
  private readonly world: World
  private readonly texts = new Map<string, string | null>()
  private readonly parsed = new Map<string, Item[]>()
  private readonly rules = new Map<string, Map<string, string>>()

  constructor(world: World) {
    this.world = world
  }

  resolve(address: Address): Outcome {
    switch (address.kind) {
      case 'lib':
      case 'rustc':
        return this.source(address)
      case 'ref':
        return this.rule(address)
      case 'doc':
      case 'nomicon':
      case 'edition':
        return this.page(address)
      case 'release':
        return this.releaseNotes(address)
      case 'crate':
        return this.crate(address)
      case 'miri': {
        const commit = this.world.miriCommit()
        return commit
          ? { place: { ...NOWHERE, release: commit, path: `src/tools/miri/${address.path}` } }
          : { missing: 'the nightly that is named `miri`' }
      }
      case 'rfc':
        return rfcPage(address.number)
          ? { place: NOWHERE }
          : {
              wrong: `no RFC ${address.number} stands in scripts/lib/sources/rfcs.txt: mend the number, or renew the list as its first line says`,
            }
      case 'guide':
      case 'goal':
      case 'pr':
      case 'issue':
        return { place: NOWHERE }
      default:
        throw new Error(`\`${address.text}\` is a place of the course, not a source`)
    }
  }

  private source(address: AddressOf<'lib' | 'rustc'>): Outcome {
    const { kind, toolchain, path } = address
    const holder = this.world.holder(toolchain)
    const folder = holder?.[kind]
    if (!holder || !folder)
      return { missing: `${kind === 'lib' ? 'rust-src' : 'rustc-dev'} of the compiler that is named \`${toolchain}\`` }
    const found = this.item(folder, path, address.item, holder.release)
    if ('wrong' in found) return found
    const root = kind === 'lib' ? 'library' : 'compiler'
    return { place: { release: holder.release, path: `${root}/${path}`, ...found } }
  }

  private crate(address: AddressOf<'crate'>): Outcome {
    const { name, version, path, item } = address
    const crate = this.world.crate(name, version)
    if (!('folder' in crate)) return crate
    const found = this.item(crate.folder, path, item, `${name} ${version}`)
    return 'wrong' in found ? found : { place: { release: version, path, ...found } }
  }

  private item(
    folder: string,
    path: string,
    name: ItemName | null,
    release: string,
  ): { line: number; hash: string } | { wrong: string } {
    const text = this.text(join(folder, path))
    if (text === null) return { wrong: `${release} has no file ${path}${this.elsewhere(folder, path, name)}` }
    if (!name) return { line: 1, hash: hashOf(text) }
    const items = this.items(join(folder, path), text)
    const found = findItem(items, name)
    if ('item' in found) {
      const { item } = found
      return {
        line: item.line,
        hash: hashOf(
          text
            .split('\n')
            .slice(item.first - 1, item.last)
            .join('\n'),
        ),
      }
    }
    const shown = name.segments.join('::') + (name.word === null ? '' : `~${name.word}`)
    if (found.candidates.length) {
      const list = found.candidates.map(c => `line ${c.line}: ${c.kind} #${nameOf(c, items)}`)
      return {
        wrong: `\`#${shown}\` could be ${list.length} items of ${path} in ${release}; write one of them, or add \`~\` and a word that only its header has: ${list.join('; ')}`,
      }
    }
    return {
      wrong: `${path} of ${release} has no item \`#${shown}\`${this.near(text, items, name) || this.elsewhere(folder, path, name)}`,
    }
  }

  /** What may have been meant in the same file. */
  private near(text: string, items: readonly Item[], { segments, word }: ItemName): string {
    const last = segments.at(-1)!
    const same = items.filter(item => item.names.at(-1) === last)
    if (same.length)
      return `: there is ${same
        .slice(0, 4)
        .map(item => `#${nameOf(item, items)} on line ${item.line}`)
        .join(', ')}${word === null ? '' : `, and \`${word}\` stands in no header`}`
    const lines = text.split('\n')
    const at = lines.findIndex(line =>
      new RegExp(String.raw`\b(?:fn|struct|enum|trait|union|mod|const|static|type)\s+${last}\b`).test(line),
    )
    return at < 0
      ? ''
      : `: \`${last}\` stands on line ${at + 1} in tokens that are no item, name the item or the macro around it`
  }

  /** Where an item of that name lies now, in the same crate. */
  private elsewhere(folder: string, path: string, name: ItemName | null): string {
    if (!name) return ''
    const [crate = ''] = path.split('/')
    const within = existsSync(join(folder, crate, 'src')) ? crate : ''
    const last = new RegExp(String.raw`\b${name.segments.at(-1)}\b`)
    const found = globSync(join(within, 'src/**/*.rs'), { cwd: folder })
      .sort()
      .filter(file => file !== path && last.test(this.text(join(folder, file)) ?? ''))
      .flatMap(file => {
        const items = this.items(join(folder, file), this.text(join(folder, file))!)
        const hit = findItem(items, name)
        return 'item' in hit ? [`${file}#${nameOf(hit.item, items)} on line ${hit.item.line}`] : []
      })
    return found.length
      ? `; an item of that name is now ${found.slice(0, 5).join(', ')}`
      : ', and no file of its crate has one of that name: it was renamed or removed, read the sentence again'
  }

  private page(address: AddressOf<'doc' | 'nomicon' | 'edition'>): Outcome {
    const docs = this.docs(address.toolchain)
    if ('missing' in docs) return docs
    const folder = { doc: '', nomicon: 'nomicon/', edition: 'edition-guide/' }[address.kind]
    const path = `${folder}${address.page}`
    const html = this.text(join(docs.folder, path))
    if (html === null) return { wrong: `the documentation of ${docs.release} has no page ${path}` }
    const text = sectionOf(html, address.anchor)
    if (text === null)
      return {
        wrong: `${path} of ${docs.release} has no anchor \`#${address.anchor}\`${like(address.anchor!, anchorsOf(html), '#')}`,
      }
    const anchored = address.anchor === null ? path : `${path}#${address.anchor}`
    return { place: { release: docs.release, path: anchored, line: null, hash: hashOf(text) } }
  }

  private rule(address: AddressOf<'ref'>): Outcome {
    const docs = this.docs(address.toolchain)
    if ('missing' in docs) return docs
    const pages = this.rulePages(docs.folder)
    const page = pages.get(address.rule)
    if (!page)
      return {
        wrong: `the Reference of ${docs.release} has no rule \`${address.rule}\`${like(address.rule, [...pages.keys()], 'ref:')}`,
      }
    const anchor = `r-${address.rule}`
    const text = sectionOf(this.text(join(docs.folder, page))!, anchor)!
    return { place: { release: docs.release, path: `${page}#${anchor}`, line: null, hash: hashOf(text) } }
  }

  /** Page of each rule of the Reference, from the documentation's root. */
  private rulePages(folder: string): Map<string, string> {
    const known = this.rules.get(folder)
    if (known) return known
    const pages = new Map<string, string>()
    for (const page of globSync('reference/**/*.html', { cwd: folder }).sort())
      if (page !== 'reference/print.html')
        for (const rule of rulesOf(this.text(join(folder, page))!)) pages.set(rule, page)
    this.rules.set(folder, pages)
    return pages
  }

  private releaseNotes({ version }: AddressOf<'release'>): Outcome {
    const docs = this.docs('course')
    if ('missing' in docs) return docs
    const found = releaseOf(this.text(join(docs.folder, 'releases.html')) ?? '', version)
    if (!found) return { wrong: `the release notes of ${docs.release} have no ${version}` }
    return {
      place: { release: docs.release, path: `releases.html#${found.anchor}`, line: null, hash: hashOf(found.text) },
    }
  }

  private docs(name: 'course' | 'next'): { folder: string; release: string } | { missing: string } {
    const holder = this.world.holder(name)
    return holder?.docs
      ? { folder: holder.docs, release: holder.release }
      : { missing: `rust-docs of the compiler that is named \`${name}\`` }
  }

  private text(path: string): string | null {
    if (!this.texts.has(path)) this.texts.set(path, existsSync(path) ? readFileSync(path, 'utf8') : null)
    return this.texts.get(path)!
  }

  private items(path: string, text: string): Item[] {
    const known = this.parsed.get(path) ?? itemsOf(text)
    this.parsed.set(path, known)
    return known
  }
}

/** Names that share the longest beginning with what was written, as a hint. */
function like(name: string, names: readonly string[], mark: string): string {
  const shared = (other: string): number => {
    let n = 0
    while (n < name.length && name[n] === other[n]) n++
    return n
  }
  const best = Math.max(...names.map(shared))
  const near = names.filter(other => shared(other) === best).slice(0, 5)
  return best < 3 || !near.length ? '' : `; near it: ${near.map(n => mark + n).join(', ')}`
}
