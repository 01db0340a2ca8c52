// What of a recording is a fact: what another compiler must say again, or an author has to look. Everything else (messages, lines of std, numbers of
// regions, dumps of MIR and assembly, estimates) is wording and format. Pure.
import type { Change } from './compare.ts'
import { asserted } from './measured.ts'
import type { Diagnostic, Emit, EmitOf, LayoutField, Run } from './schema.ts'
import type { Snippet } from './snippet.ts'

/** What was said of one thing, in its order: spans, lines, fields, slots, states. */
type Said = readonly string[]
/** What was said of one emit, by the names that a report uses. */
type Parts = Readonly<Record<string, Said>>

const field = ({ name, offset, size }: LayoutField): string => `${name || '_'} at ${offset}, ${size} bytes`

const layout = (body: EmitOf<'layout'>): Parts => ({
  size: [`${body.size} bytes`],
  alignment: [`${body.align}`],
  fields: [...body.fields, ...body.variants.flatMap(v => v.fields)].map(field),
  niche: body.niche ? [`at ${body.niche.offset}, ${body.niche.validStart} to ${body.niche.validEnd} are valid`] : [],
  tag: body.tag
    ? [
        `${body.tag.encoding} at ${body.tag.offset}, ${body.tag.size} bytes`,
        ...body.tag.values.map(v => `${v.variant} is ${v.value}`),
      ]
    : [],
})

const coroutine = (body: EmitOf<'coroutine'>): Parts => ({
  size: [`${body.size} bytes, aligned to ${body.align}`],
  states: body.states.map(s => `${s.name}: ${s.fields.map(field).join('; ') || 'nothing'}`),
})

/** The loans, without the numbers of their regions: what is borrowed, how, where, and how far the region reaches. */
function loans({ regions, loans }: EmitOf<'nll'>): Parts {
  const points = new Map(
    regions.map(r => [r.name, r.points.map(p => `${p.block}[${p.from}..=${p.to}]`).join(' ')] as const),
  )
  return {
    loans: loans.map(
      l => `${l.kind} of ${l.place}, issued at ${l.issued}, region ${points.get(l.region) ?? 'unknown'}`,
    ),
  }
}

/** Of some kinds nothing is a fact: they are texts of the compiler. */
const EMITS: { readonly [K in Emit['kind']]?: (body: EmitOf<K>) => Parts } = {
  layout,
  coroutine,
  nll: loans,
  'type-sizes': body => ({ sizes: body.map(t => `${t.size} bytes, aligned to ${t.align}`) }),
  vtable: body => ({ slots: body.slots.map(s => `${s.index} ${s.kind}`) }),
  'auto-traits': body => ({ traits: Object.entries(body.traits).map(([name, holds]) => `${holds ? '' : '!'}${name}`) }),
  variance: body => ({ parameters: body.params.map(p => `${p.name} ${p.variance}`) }),
  mono: body => ({ instances: [`${body.items.length}`] }),
  thir: body => ({ 'two-phase': body.borrows.map(b => `${b.span.line}:${b.span.column} ${b.twoPhase}`) }),
  polonius: body => ({
    verdicts: Object.entries(body.verdicts).map(([name, codes]) => `${name}: ${codes.join(' ') || 'ok'}`),
  }),
  // What ThreadSanitizer reports depends on the schedule of one run: its silence is no answer.
  witness: body => ({ classes: body.filter(w => w.witness !== 'tsan').map(w => `${w.witness} ${w.class}`) }),
}

const partsOf = (emit: Emit): Parts => (EMITS[emit.kind] as ((body: unknown) => Parts) | undefined)?.(emit.body) ?? {}

/** Codes and where they point to in the snippet. */
const pointed = (diagnostics: readonly Diagnostic[]): Said =>
  diagnostics.map(({ code, level, spans }) => {
    const own = spans.filter(span => span.primary && span.file === undefined)
    return `${code ?? level} at ${own.map(s => `${s.line}:${s.column} to ${s.lineEnd}:${s.columnEnd}`).join(', ') || 'no line'}`
  })

interface Fact {
  where: string
  said: Said
  line: number
}

function factsOf(run: Run, snippet: Snippet): Fact[] {
  const { directives } = snippet
  const { verdict, diagnostics, stdout, miri, loom } = asserted(run, directives.output === 'measured')
  const where = `edition ${run.edition}`
  const own: [string, Said][] = [
    [
      'verdict',
      [[verdict.kind, ...verdict.codes, ...(verdict.exit === null ? [] : [`exit ${verdict.exit}`])].join(' ')],
    ],
    ['spans', pointed(diagnostics)],
    ['output', stdout ? stdout.trimEnd().split('\n') : []],
    ['Miri', miri?.said.map(said => `${said.model}: ${said.verdict}`) ?? []],
    ['loom', loom ? [`${loom.executions ?? 'a fault'}`] : []],
  ]
  const line = (emit: Emit): number =>
    directives.emits.find(e => e.kind === emit.kind && e.arg === emit.arg)?.line ?? directives.expectLine
  return [
    ...own.map(([what, said]) => ({ where: `${where}: ${what}`, said, line: directives.expectLine })),
    ...run.emits.flatMap(emit =>
      Object.entries(partsOf(emit)).map(([part, said]) => ({
        where: `${where}, ${emit.kind}${emit.arg ? ` ${emit.arg}` : ''}: ${part}`,
        said,
        line: line(emit),
      })),
    ),
  ]
}

const MOST = 100
const cut = (text: string | undefined): string =>
  text === undefined ? 'nothing' : text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text

/** One change for each fact that another compiler says otherwise: its first difference, and how many there are. */
export function changedFacts(was: readonly Run[], now: readonly Run[], snippet: Snippet): Change[] {
  return now.flatMap(run => {
    const before = was.find(old => old.edition === run.edition)
    const recorded = new Map(before ? factsOf(before, snippet).map(fact => [fact.where, fact.said]) : [])
    const changed = factsOf(run, snippet).flatMap(({ where, said, line }): Change[] => {
      // What was not recorded, or cannot be asked of this compiler, is reported as a problem of its own.
      const old = recorded.get(where)
      if (!old) return []
      const places = Array.from({ length: Math.max(old.length, said.length) }, (_, i) => i).filter(
        i => old[i] !== said[i],
      )
      const [first] = places
      if (first === undefined) return []
      const more = places.length > 1 ? ` (and ${places.length - 1} more)` : ''
      return [{ where, was: cut(old[first]), now: `${cut(said[first])}${more}`, line }]
    })
    // With another verdict come other spans.
    const judged = changed.some(change => change.where.endsWith(': verdict'))
    return judged ? changed.filter(change => !change.where.endsWith(': spans')) : changed
  })
}

/** Paths of what is a fact: they are no news of wording. */
const FACT = new RegExp(
  [
    /: (?:verdict|stdout|events|loom)\b/,
    /: diagnostics\.\d+(?:\.(?:code|level))?$/,
    /: miri\.said\.\d+\.verdict/,
    /, (?:layout|coroutine|vtable|variance|type-sizes)\b.*: body\b/,
    /, (?:polonius|auto-traits|witness)\b.*: body\.(?:verdicts|traits|\d+\.class)\b/,
  ]
    .map(path => `(?:^edition \\d+${path.source})`)
    .join('|'),
)

/** The other changes of two recordings, each of its words and numbers. */
export const isWording = (change: Change): boolean => !FACT.test(change.where)
