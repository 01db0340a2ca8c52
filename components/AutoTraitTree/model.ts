// Why a type is, or is not, Send, Sync or Unpin: the derivation down to the first failing leaf; or recorded verdicts as a table or four quadrants.
// <AutoTraitTree rec="outer" type="Outer" trait="Send" /> · <AutoTraitTree rec="matrix" show="table" traits="Send, Sync" /> · show="quadrants"
import type { AutoTraits, Recording } from '../../scripts/lib/recording/schema.ts'
import { splitTypes } from '../ByteLayout/types.ts'
import {
  FigureDataError,
  provenanceOf,
  runOf,
  type FigureModel,
  type TextTree,
  type Trace,
} from '../figure/contract.ts'
import { derive, type Node } from './derive.ts'
import { draw } from './draw.ts'

export interface AutoTraitTreeOptions {
  /** The argument of an `//@ emit: auto-traits` line; the first one when absent. With `show="table"` or `"quadrants"`: the rows, separated by commas. */
  type?: string
  /** The trait of the tree; the first one that fails when absent. */
  trait?: string
  /** Columns of the table. */
  traits?: string
  /** Leaves out types that are named by a path (`hashbrown::raw::RawTable`): the insides of std. */
  brief?: boolean
  show?: 'tree' | 'table' | 'quadrants'
  /** Table and quadrants. `ask`: first without answers, then with them. `rows`: one answer after the other. `all`: one frame. */
  steps?: 'ask' | 'rows' | 'all'
  edition?: number
}
export interface Answer {
  type: string
  traits: Record<string, boolean>
}
export type Frame =
  | { show: 'tree'; root: Node; trait: string; reach: number; settled: boolean; deepest: number }
  | { show: 'table' | 'quadrants'; rows: readonly Answer[]; traits: readonly string[]; answered: number; steps: number }

export function fromRecording(recording: Recording, options: AutoTraitTreeOptions = {}): Trace<Frame> {
  const run = runOf(recording, options.edition)
  const rows = run.emits.filter(e => e.kind === 'auto-traits').map(e => ({ arg: e.arg, body: e.body as AutoTraits }))
  if (!rows.length)
    throw new FigureDataError(
      `${recording.snippet} holds no auto traits: add \`//@ emit: auto-traits TYPE\` to it and run \`npm run record\``,
    )
  const row = (type: string) =>
    rows.find(r => r.arg === type || r.body.type === type) ?? missing(recording.snippet, type)
  const provenance = provenanceOf(recording, options.edition)
  const show = options.show ?? 'tree'
  if (show !== 'tree') {
    const answers = (options.type ? splitTypes(options.type).map(row) : rows).map((r): Answer => ({
      type: r.arg,
      traits: r.body.traits,
    }))
    const traits = options.traits ? splitTypes(options.traits) : ['Send', 'Sync']
    const unknown = traits.find(t => answers.some(a => a.traits[t] === undefined))
    if (unknown)
      throw new FigureDataError(
        `${recording.snippet} recorded no \`${unknown}\`: there is ${Object.keys(answers[0]!.traits).join(', ')}`,
      )
    const steps = options.steps ?? 'ask'
    const counts =
      steps === 'all' ? [answers.length] : steps === 'ask' ? [0, answers.length] : answers.map((_, i) => i + 1)
    return {
      schema: 'auto-traits@1',
      title: `${traits.join(' and ')} of ${answers.length} types`,
      provenance,
      frames: counts.map(answered => ({ show, rows: answers, traits, answered, steps: counts.length })),
    }
  }
  const { body, arg } = options.type ? row(options.type) : rows[0]!
  const trait = options.trait ?? Object.keys(body.traits).find(t => body.traits[t] === false) ?? 'Send'
  if (body.traits[trait] === undefined)
    throw new FigureDataError(
      `${recording.snippet} recorded no \`${trait}\` of ${arg}: there is ${Object.keys(body.traits).join(', ')}`,
    )
  const root = derive(run, { ...body, type: arg }, trait, !!options.brief),
    deepest = depthOf(root)
  const frames: Frame[] = Array.from({ length: deepest + 1 }, (_, reach) => ({
    show: 'tree',
    root,
    trait,
    reach,
    settled: false,
    deepest,
  }))
  return {
    schema: 'auto-traits@1',
    title: `Why ${arg} is ${body.traits[trait] ? '' : 'not '}${trait}`,
    provenance,
    frames: [...frames, { show: 'tree', root, trait, reach: deepest, settled: true, deepest }],
  }
}
function missing(snippet: string, type: string): never {
  throw new FigureDataError(
    `${snippet} holds no auto traits of ${type}: add \`//@ emit: auto-traits ${type}\` to it and run \`npm run record\``,
  )
}

/** Steps to the failing leaf, or levels of a tree that passes. */
const depthOf = (n: Node): number =>
  n.holds === false
    ? Math.max(n.depth, ...n.children.filter(c => c.depth > 0).map(depthOf))
    : n.children.length
      ? 1 + Math.max(...n.children.map(levels))
      : 0
const levels = (n: Node): number => (n.children.length ? 1 + Math.max(...n.children.map(levels)) : 0)
/** The node of the failing way at a depth. */
const onWay = (n: Node, depth: number): Node =>
  n.depth === depth ? n : (n.children.filter(c => c.depth >= 0).map(c => onWay(c, depth))[0] ?? n)

/** All nodes so many levels down. */
const level = (n: Node, down: number): readonly Node[] =>
  down === 0 ? [n] : n.children.flatMap(c => level(c, down - 1))

const code = (s: string) => `\`${s}\``
const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

function describe(_: Frame | null, f: Frame): string {
  if (f.show !== 'tree') return describeRows(f)
  const { root, reach } = f
  if (root.holds !== false) {
    if (f.settled)
      return `${code(root.ty)} is ${code(f.trait)}${root.children.length ? `: no part of it fails${root.circle ? ', and recursion alone is not a failure' : ''}` : ''}.`
    if (reach === 0) return `${code(root.ty)} is ${code(f.trait)} if all that it contains is.`
    const asked = level(root, reach),
      back = asked.find(n => n.again)
    return back
      ? `${code(back.ty)} is asked again: the same goal has returned.`
      : `${list(asked.slice(0, 3).map(c => code(c.ty)))}${asked.length > 3 ? ` and ${asked.length - 3} more` : ''} ${asked.length === 1 ? 'is' : 'are'} asked in turn.`
  }
  const here = onWay(root, reach),
    before = onWay(root, reach - 1)
  if (f.settled)
    return `${code(root.ty)} is not ${code(f.trait)}${here === root ? ', and no part of it has to be asked' : `, because ${code(here.ty)} is not ${code(here.trait)}`}.`
  if (reach === 0)
    return here.leaf
      ? `${code(here.ty)} is not ${code(here.trait)}, and nothing has to be derived: an impl says so.`
      : `Is ${code(root.ty)} ${code(f.trait)}? ${onWay(root, 1).edge === 'where' ? 'An `impl` with a condition decides that, and not its parts' : 'Only if all that it contains is'}.`
  const how =
    here.trait === before.trait
      ? here.edge === 'where'
        ? `${code(before.ty)} is ${code(before.trait)} only if ${code(here.ty)} is`
        : `${code(before.ty)} contains ${code(here.ty)}${here.edge === 'within' ? '' : ` as ${/^\d/.test(here.edge) ? 'field ' : ''}${code(here.edge)}`}`
      : `${code(before.ty)} is ${code(before.trait)} only if ${code(here.ty)} is ${code(here.trait)}`
  return here.leaf ? `${how}, and that is not ${code(here.trait)}: the first failing leaf.` : `${how}.`
}
function describeRows(f: Extract<Frame, { show: 'table' | 'quadrants' }>): string {
  if (!f.answered) return `Which of these ${f.rows.length} types are ${list(f.traits.map(code))}?`
  if (f.steps > 2) return said(f.rows[f.answered - 1]!, f.traits)
  return `Of ${f.rows.length} types, ${list(f.traits.map(t => `${f.rows.filter(r => r.traits[t]).length} are ${code(t)}`))}.`
}
function said(r: Answer, traits: readonly string[]): string {
  const yes = traits.filter(t => r.traits[t]).map(code),
    no = traits.filter(t => !r.traits[t]).map(code)
  const verdict = !no.length
    ? list(yes)
    : yes.length
      ? `${list(yes)} but not ${list(no)}`
      : no.length === 2
        ? `neither ${no[0]} nor ${no[1]}`
        : `not ${list(no)}`
  return `${code(r.type)} is ${verdict}.`
}

function outline(f: Frame): TextTree {
  if (f.show !== 'tree')
    return {
      text: `${f.traits.join(' and ')}, type by type`,
      children: f.rows.map((r, i) => ({
        text: i < f.answered ? said(r, f.traits).replaceAll('`', '') : `${r.type}: not yet answered`,
      })),
    }
  const tree = (n: Node, down: number): TextTree => ({
    text: `${n.ty}: ${n.trait}? ${((n.depth >= 0 && !n.leaf) || n.circle) && !f.settled ? 'asked' : n.holds === null ? 'not recorded' : n.holds ? 'yes' : 'no'}${n.edge ? ` (${n.edge}${n.again ? ', again' : ''})` : ''}`,
    children: visible(f, n, down).map(c => tree(c, down + 1)),
  })
  return tree(f.root, 0)
}
/** Children that the frame has reached. */
export const visible = (f: Extract<Frame, { show: 'tree' }>, n: Node, level: number): readonly Node[] =>
  level < f.reach ? n.children : []

/** What the gallery shows. */
export const examples = [
  { example: 'outer', options: { type: 'Outer', trait: 'Send' } },
  { example: 'outer', options: { type: 'Outer', trait: 'Sync', brief: true } },
  { example: 'outer', options: { type: 'Shared', trait: 'Send' } },
  { example: 'outer', options: { type: 'Plain', trait: 'Send' } },
  { example: 'outer', options: { type: 'std::rc::Rc<u8>', trait: 'Sync' } },
  { example: 'list', options: { type: 'List', trait: 'Send' } },
  { example: 'matrix', options: { show: 'table' } },
  { example: 'matrix', options: { show: 'quadrants' } },
] as const

export const model: FigureModel<Frame> = {
  layout: draw,
  describe,
  outline,
  keyFrames: t =>
    t.frames.length <= 4
      ? t.frames.map((_, i) => i)
      : [0, Math.floor((t.frames.length - 1) / 2), t.frames.length - 2, t.frames.length - 1],
}
