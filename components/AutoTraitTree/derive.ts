// The derivation of an auto trait, as far as the recordings say it: the failing chain of E0277, fields from layouts, verdicts from other rows.
import { splitTypes } from '../ByteLayout/types.ts'
import type { AutoTraits, EmitOf, Run } from '../../scripts/lib/recording/schema.ts'

export interface Node {
  key: string
  ty: string
  /** The trait that is asked of this type: `Send` of an `&T` asks `Sync` of `T`. */
  trait: string
  /** `null`: nothing recorded says. */
  holds: boolean | null
  /** How it is reached: the field's name, `where` for a bound of an impl, `owned` for the content of a box, `within` for a part whose field no layout names. */
  edge: string
  /** The type stands further up already: the question comes back to itself. */
  again?: boolean
  /** It is such a type, or the way to one leads through it: no answer before the circle is closed. */
  circle?: boolean
  /** On the way from the type to its first failing leaf; 0 for the type itself, -1 off the way. */
  depth: number
  leaf: boolean
  children: readonly Node[]
}
type Chain = AutoTraits['why'][number]['chain']

/** Types as rustc prints them in different places: spaces and paths do not count. */
export const sameType = (a: string, b: string): boolean => plain(a) === plain(b)
const plain = (t: string) =>
  t
    .replace(/\b(?:\w+::)+/g, '')
    .replace(/'\w+ /g, '')
    .replace(/\s+/g, '')

/** The trait that a line of the chain speaks of; null where it goes on with the one before. */
export function traitOf(text: string): string | null {
  const said = /to implement `([^`]+)`/.exec(text)?.[1] ?? /the trait `([^`]+)` is not implemented/.exec(text)?.[1]
  if (said) return said
  const verb = /cannot be (sent|shared|unpinned)/.exec(text)?.[1]
  return verb ? ({ sent: 'Send', shared: 'Sync', unpinned: 'Unpin' }[verb] ?? null) : null
}

function recorded(run: Run, ty: string, trait: string): boolean | null {
  const row = run.emits.find(
    e => e.kind === 'auto-traits' && (sameType(e.arg, ty) || sameType((e.body as AutoTraits).type, ty)),
  )
  return (row?.body as AutoTraits | undefined)?.traits[trait] ?? null
}
function fieldsOf(run: Run, ty: string): { name: string; ty: string }[] {
  const found = run.emits.find(
    e => e.kind === 'layout' && (sameType(e.arg, ty) || sameType((e.body as EmitOf<'layout'>).type, ty)),
  )
  if (!found) return []
  const l = found.body as EmitOf<'layout'>
  return l.fields.length
    ? l.fields
    : l.variants.flatMap(v => v.fields.map(f => ({ name: `${v.name}.${f.name}`, ty: f.ty })))
}

/** The tree of `row` for `trait`, without the insides of std if `brief`. Where it fails, the way to the first failing leaf is `depth` 0, 1, 2 … */
export function derive(run: Run, row: AutoTraits, trait: string, brief = false): Node {
  const chain = row.why.find(w => w.trait === trait)?.chain ?? []
  const way =
    row.traits[trait] === false
      ? brief
        ? withoutInsides(wayOf(chain, row.type, trait))
        : wayOf(chain, row.type, trait)
      : []
  return way.length ? along(run, way, 0, '') : passing(run, row.type, trait, row.traits[trait] ?? null, '', [])
}

interface Step {
  ty: string
  trait: string
  bound: boolean
}
/** From the type inwards. */
function wayOf(chain: Chain, type: string, trait: string): Step[] {
  let asked = chain.map(c => traitOf(c.text)).find(Boolean) ?? trait
  const steps = chain
    .filter(c => c.ty)
    .map((c, i): Step => {
      const named = i === 0 ? null : traitOf(c.text)
      asked = named ?? asked
      return { ty: c.ty, trait: asked, bound: named !== null }
    })
    .reverse()
  return steps.length && sameType(steps[0]!.ty, type) ? steps : [{ ty: type, trait, bound: false }, ...steps]
}

/** The way without types that only a path names. Where an impl of such a type has a bound, the step before it leads on by that bound and not by a part. */
function withoutInsides(way: readonly Step[]): Step[] {
  const kept: Step[] = []
  for (const step of way) {
    const before = kept.at(-1)
    if (!before || !/^\w+::/.test(step.ty)) kept.push({ ...step })
    else if (step.bound) before.bound = true
  }
  return kept
}

function along(run: Run, way: readonly Step[], depth: number, edge: string): Node {
  const here = way[depth]!,
    next = way[depth + 1]
  const key = `w${depth}`
  if (!next) return { key, ty: here.ty, trait: here.trait, holds: false, edge, depth, leaf: true, children: [] }
  const fields = here.bound ? [] : fieldsOf(run, here.ty)
  const through = fields.find(f => sameType(f.ty, next.ty))
  const inner = along(
    run,
    way,
    depth + 1,
    through?.name ?? (here.bound || here.ty.startsWith('&') ? 'where' : 'within'),
  )
  const children = through
    ? fields.map((f, i) =>
        f === through
          ? inner
          : passing(run, f.ty, here.trait, recorded(run, f.ty, here.trait), f.name, [], `${key}.${i}`),
      )
    : [inner]
  return { key, ty: here.ty, trait: here.trait, holds: false, edge, depth, leaf: false, children }
}

/** A type off the failing way: its own verdict, and its fields where a layout names them. */
function passing(
  run: Run,
  ty: string,
  trait: string,
  holds: boolean | null,
  edge: string,
  seen: readonly string[],
  key = 'w0',
): Node {
  const fields = key === 'w0' || seen.length ? partsOf(run, ty, trait) : []
  const again = seen.some(s => sameType(s, ty))
  const children =
    again || seen.length > 3
      ? []
      : fields.map((f, i) =>
          passing(run, f.ty, trait, recorded(run, f.ty, trait), f.name, [...seen, ty], `${key}.${i}`),
        )
  const circle = again || children.some(c => c.circle)
  return {
    key,
    ty,
    trait,
    holds,
    edge,
    depth: key === 'w0' ? 0 : -1,
    leaf: !children.length,
    children,
    ...(again ? { again } : {}),
    ...(circle ? { circle } : {}),
  }
}
/** Fields where a layout names them; else what a `Box<T>` owns: the impls of its pointer make it `Send` or `Sync` exactly if `T` is. */
function partsOf(run: Run, ty: string, trait: string): { name: string; ty: string }[] {
  const fields = fieldsOf(run, ty),
    owned = trait === 'Send' || trait === 'Sync' ? /^(?:\w+::)*Box<(.+)>$/.exec(ty)?.[1] : undefined
  return fields.length || !owned || splitTypes(owned).length !== 1 ? fields : [{ name: 'owned', ty: owned }]
}
