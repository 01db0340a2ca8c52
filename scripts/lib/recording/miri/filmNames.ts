// Names for the tags of a film. Under Tree Borrows Miri keeps the names of the program's pointers; a stack has none, and a tag is named by the step at which
// it first appears. Pure.
import { parseStacks, parseTree, tagsOf } from './state.ts'

export interface Naming {
  places: readonly string[]
  /** Pointers that each step made. */
  steps: readonly { kind: string; names: readonly string[] }[]
  /** The line of each step. */
  texts: readonly string[]
}
type States = readonly (readonly (readonly string[] | null)[])[]

/** Temporaries of one step that are told apart; more are numbered. */
const FEW = 2

/** The names of each model's tags, by Miri's numbers. */
export function nameTags(
  { places, steps, texts }: Naming,
  stacked: States,
  tree: States,
): { stacked: Map<number, string>; tree: Map<number, string> } {
  const names = { stacked: new Map<number, string>(), tree: new Map<number, string>() }
  const counts = new Map<string, number>()
  steps.forEach((step, k) => {
    places.forEach((place, at) => {
      const nodes = tree[k]?.[at]?.length ? parseTree(tree[k][at]).nodes : []
      const newNodes = nodes.filter(node => !names.tree.has(node.tag)).sort((a, b) => a.tag - b.tag)
      const named = newNodes.filter(node => node.names.length)
      const temporaries = newNodes.filter(node => !node.names.length && node.parent !== null)
      for (const node of named) set(names.tree, node.tag, node.names[0]!, k)
      for (const node of newNodes) if (node.parent === null) names.tree.set(node.tag, place)
      const made = tree[k] ? named.map(node => node.names[0]!) : [...step.names]
      label(
        names.tree,
        temporaries.map(node => node.tag),
        made,
        k,
        'tree',
      )

      const lines = stacked[k]?.[at]
      if (!lines) return
      const fresh = [...new Set(lines.flatMap(tagsOf))].filter(tag => !names.stacked.has(tag)).sort((a, b) => a - b)
      const root = parseStacks(lines)[0]?.items[0]?.tag
      if (fresh[0] !== undefined && fresh[0] === root) names.stacked.set(fresh.shift()!, place)
      // A raw pointer that is made from a reference has a tag of its own in a stack, and shares one in a tree.
      const perms = parseStacks(lines).flatMap(range => range.items)
      const raw =
        step.kind !== 'enter' &&
        !made.length &&
        (perms.find(i => i.tag === fresh.at(-1))?.perm ?? '').startsWith('Shared')
      const owners = made.length ? made : raw ? step.names.slice(-1) : []
      const own = owners.length ? fresh.splice(-owners.length) : []
      own.forEach((tag, i) => set(names.stacked, tag, owners[i]!, k))
      label(names.stacked, fresh, owners, k, 'stacked')
    })
  })
  return names

  /** Two pointers of one name: that of a parameter gets its function's beside it. */
  function set(into: Map<number, string>, tag: number, name: string, k: number): void {
    const taken = new Set(into.values())
    const fn = /\bfn (\w+)/.exec(texts[k] ?? '')?.[1]
    const inside = fn ? `${name} (${fn})` : name
    let unique = taken.has(name) ? inside : name
    for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`
    into.set(tag, unique)
  }

  /** Tags without a pointer that has a name: temporaries of the line, and what the functions made that it calls. */
  function label(
    into: Map<number, string>,
    tags: readonly number[],
    owners: readonly string[],
    k: number,
    model: string,
  ): void {
    const owner = owners.at(-1)
    if (owner !== undefined && tags.length <= FEW) {
      tags.forEach((tag, i) => {
        const many = owners.length === tags.length
        set(into, tag, `${many ? owners[i]! : owner}${"'".repeat(many ? 1 : tags.length - i)}`, k)
      })
      return
    }
    const callee = /(\w+)!?(?:::<[^>]*>)?\(/.exec(texts[k] ?? '')?.[1] ?? owner ?? `step${k + 1}`
    for (const tag of tags) {
      const n = (counts.get(`${model} ${callee}`) ?? 0) + 1
      counts.set(`${model} ${callee}`, n)
      into.set(tag, `${callee} ${n}`)
    }
  }
}
