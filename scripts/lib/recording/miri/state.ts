// What Miri prints of a borrow state, read: stacks of Stacked Borrows, trees of Tree Borrows. Pure; the recorder and the figure both read it here, since a
// recording keeps Miri's own lines, with tags numbered from 1 in the order in which they were made.

export const SB_PERMISSIONS = ['Unique', 'SharedReadWrite', 'SharedReadOnly', 'Disabled'] as const
export type SbPermission = (typeof SB_PERMISSIONS)[number]
export type TbPermission =
  | 'Reserved'
  | 'Reserved (conflicted)'
  | 'Reserved (interior mutable)'
  | 'Unique'
  | 'Frozen'
  | 'Disabled'
  | 'Cell'

/** Bytes that have the same stack, bottom first. */
export interface StackRange {
  from: number
  to: number
  items: { tag: number; perm: SbPermission }[]
}
export interface TreeNodeState {
  tag: number
  parent: number | null
  /** Names that the program's pointers gave it. */
  names: string[]
  protected: 'strong' | 'weak' | null
  /** For each range; null where Miri keeps no state of this tag. */
  perms: ({ perm: TbPermission; accessed: boolean } | null)[]
}
export interface TreeState {
  /** Ends of the ranges, beginning with 0. */
  bounds: number[]
  /** A node before its children. */
  nodes: TreeNodeState[]
}

/** Miri's words of three letters, each with the permission in full. */
const SHORT: Readonly<Record<string, TbPermission>> = {
  Res: 'Reserved',
  ResC: 'Reserved (conflicted)',
  ReIM: 'Reserved (interior mutable)',
  Unq: 'Unique',
  Frz: 'Frozen',
  Dis: 'Disabled',
  Cel: 'Cell',
}

const STACK = /^(\d+)\.\.(\d+): \[ (.*) \]$/
const ITEM = /^(\w+)<(\d+)>$/
const NODE = /^\|([^│└├]*)\|([ │└├─┬]*)<(\d+)(?:=([^>]*))?>( Strongly protected| Weakly protected)?(?: \(exposed\))?$/

/** Is this one of the lines that make up a printed state? */
export const isStateLine = (line: string): boolean =>
  STACK.test(line) || NODE.test(line) || /^0\.\.[ .\d]*\d$/.test(line)

/** @throws Error naming what is no line of a stack */
export function parseStacks(lines: readonly string[]): StackRange[] {
  return lines.map(line => {
    const range = STACK.exec(line)
    if (!range) throw new Error(`Miri prints a stack that is not understood: \`${line}\``)
    const items = range[3]!.split(' ').map(text => {
      const [, perm, tag] = ITEM.exec(text) ?? []
      const known = SB_PERMISSIONS.find(p => p === perm)
      if (!known) throw new Error(`Miri prints an item of a stack that is not understood: \`${text}\``)
      return { tag: Number(tag), perm: known }
    })
    return { from: Number(range[1]), to: Number(range[2]), items }
  })
}

/** @throws Error naming what is no line of a tree */
export function parseTree([head = '', ...lines]: readonly string[]): TreeState {
  const bounds = [...head.matchAll(/\d+/g)].map(m => Number(m[0]))
  /** Tags from the root down to the line before, with the columns in which they stand. */
  const path: { column: number; tag: number }[] = []
  const nodes = lines.map((line): TreeNodeState => {
    const [, perms = '', indent = '', tag, names = '', guard] = NODE.exec(line) ?? []
    if (!tag) throw new Error(`Miri prints a tree that is not understood: \`${line}\``)
    const column = Math.max(indent.lastIndexOf('└'), indent.lastIndexOf('├'))
    while (path.length && path.at(-1)!.column >= column) path.pop()
    const parent = path.at(-1)?.tag ?? null
    path.push({ column, tag: Number(tag) })
    return {
      tag: Number(tag),
      parent,
      names: names === '' || names === 'root of the allocation' ? [] : names.split(', '),
      protected: guard ? (guard.includes('Strongly') ? 'strong' : 'weak') : null,
      perms: perms.split('|').map(cell => {
        const text = cell.trim()
        if (/^-+$/.test(text)) return null
        const perm = SHORT[text.replace('?', '')]
        if (!perm) throw new Error(`Miri prints a permission that is not understood: \`${text}\``)
        return { perm, accessed: !text.startsWith('?') }
      }),
    }
  })
  return { bounds, nodes }
}

/** All tags of a line. */
export const tagsOf = (line: string): number[] => [...line.matchAll(/<(\d+)(?=[=>])/g)].map(m => Number(m[1]))
/** The line with other numbers for its tags. */
export const renumbered = (line: string, numberOf: (tag: number) => number): string =>
  line.replace(/<(\d+)(?=[=>])/g, (_, tag: string) => `<${numberOf(Number(tag))}`)
