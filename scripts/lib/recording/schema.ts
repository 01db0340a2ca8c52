// What the compiler said of one snippet: the shape of decks/<id>/recordings/<name>.json. Written by `record`, never by hand.
// Lines and columns are 1-based and refer to the snippet file WITH its directives; byte quantities are bytes.
import { z } from 'zod'
import { ROLES } from '../toolchain/roles.ts'
import { MIRI_VERDICTS, MODELS } from './miri/directive.ts'

/** Raise this when a shape below changes: every recording then becomes stale and is made again. */
export const SCHEMA_VERSION = 1

/** Half-open in columns, as rustc prints it: columnEnd is one past the last character. */
export const Span = z.object({
  file: z
    .string()
    .optional()
    .describe('absent: the snippet itself; else a normalised path such as `std:alloc/src/rc.rs`'),
  line: z.number().int(),
  column: z.number().int(),
  lineEnd: z.number().int(),
  columnEnd: z.number().int(),
})

export const DiagnosticSpan = Span.extend({
  primary: z.boolean(),
  label: z.string().nullable(),
  replacement: z.string().nullable().optional().describe('suggested text, if this span belongs to a suggestion'),
})

export const SubDiagnostic = z.object({
  level: z.enum(['note', 'help', 'warning', 'error', 'failure-note']),
  message: z.string(),
  spans: z.array(DiagnosticSpan),
})

export const Diagnostic = z.object({
  level: z.enum(['error', 'warning', 'note', 'help', 'error: internal compiler error']),
  code: z.string().nullable().describe('`E0502`, a lint name, or null for errors without a code'),
  message: z.string(),
  spans: z.array(DiagnosticSpan),
  children: z.array(SubDiagnostic),
  rendered: z.string().describe('as rustc prints it, without colours, normalised'),
})

/** One word for the badge. `ub` is said when a witness (sanitizer, ub-check, const evaluation, Miri) reported undefined behaviour. */
export const Verdict = z.object({
  kind: z.enum(['compiles', 'error', 'runs', 'panics', 'aborts', 'ub']),
  label: z.string().describe('the word on the badge: `compiles`, `E0502`, `runs`, `panics`, `aborts`, `UB`'),
  codes: z.array(z.string()).describe('error codes as a sorted multiset; `none` for an error without a code'),
  exit: z
    .number()
    .int()
    .nullable()
    .describe('exit status of the program (128 + signal for a signal), null if it was not run'),
})

// ---------- emits: one entry for each `//@ emit:` line ----------

const Point = z.string().describe('a MIR location `bb3[4]`')

/** A MIR body as a control-flow graph: parsed from `-Zdump-mir` text. */
export const MirBody = z.object({
  fn: z.string(),
  locals: z.array(
    z.object({
      name: z.string().describe('`_1`'),
      ty: z.string(),
      user: z.string().nullable().describe('the source name, from `debug x => _1`'),
    }),
  ),
  blocks: z.array(
    z.object({
      id: z.string().describe('`bb0`'),
      cleanup: z.boolean(),
      statements: z.array(z.object({ text: z.string(), span: Span.nullable() })),
      terminator: z.object({
        text: z.string(),
        span: Span.nullable(),
        kind: z
          .string()
          .describe(
            'goto, switchInt, call, drop, return, resume, unreachable, assert, yield, falseEdge, falseUnwind …',
          ),
        targets: z.array(
          z.object({ label: z.string().describe('`return`, `unwind`, `0`, `otherwise`, `` …'), to: z.string() }),
        ),
      }),
    }),
  ),
})

export const Nll = MirBody.extend({
  regions: z.array(
    z.object({
      name: z.string().describe("`'?2`"),
      points: z.array(
        z.object({ block: z.string(), from: z.number().int(), to: z.number().int().describe('inclusive') }),
      ),
      universal: z.boolean(),
    }),
  ),
  constraints: z.array(
    z.object({
      sup: z.string(),
      sub: z.string(),
      reason: z.string(),
      at: z.string().describe('`All(..)` or a point'),
      span: Span.nullable(),
    }),
  ),
  loans: z.array(
    z.object({
      id: z.string().describe('`bw0`'),
      issued: Point,
      region: z.string(),
      kind: z.string().describe('shared, mut, fake … read off the borrowing statement'),
      place: z.string(),
    }),
  ),
  facts: z
    .object({
      killed: z.array(z.object({ loan: z.string(), at: Point })),
      invalidated: z.array(z.object({ loan: z.string(), at: Point })),
    })
    .optional()
    .describe('from -Znll-facts'),
})

/** One type's exact layout, from the compiler's layout dump. Offsets are from the start of the type. */
export const LayoutField = z.object({
  name: z.string(),
  ty: z.string(),
  offset: z.number().int(),
  size: z.number().int(),
  align: z.number().int().optional(),
})
export const Niche = z.object({
  offset: z.number().int(),
  size: z.number().int(),
  validStart: z.string(),
  validEnd: z.string().describe('inclusive, decimal; smaller than validStart: the range wraps round'),
  available: z.string(),
})
export const Layout = z.object({
  type: z.string(),
  target: z.string(),
  size: z.number().int(),
  align: z.number().int(),
  fields: z.array(LayoutField),
  padding: z.array(z.object({ offset: z.number().int(), size: z.number().int() })),
  niche: Niche.nullable().describe('the largest niche that is left'),
  tag: z
    .object({
      offset: z.number().int(),
      size: z.number().int(),
      encoding: z.enum(['direct', 'niche']),
      untagged: z.string().nullable().describe('niche encoding: the variant that holds the data'),
      values: z
        .array(z.object({ variant: z.string(), value: z.string() }))
        .describe('bytes that mean this variant; the untagged one is left out'),
    })
    .nullable(),
  variants: z.array(
    z.object({
      name: z.string(),
      size: z.number().int(),
      fields: z.array(LayoutField),
      padding: z.array(z.object({ offset: z.number().int(), size: z.number().int() })),
      inhabited: z.boolean(),
    }),
  ),
})

export const TypeSize = z.object({
  type: z.string(),
  size: z.number().int(),
  align: z.number().int(),
  discriminant: z.number().int().nullable(),
  variants: z.array(
    z.object({
      name: z.string().nullable(),
      size: z.number().int(),
      fields: z.array(
        z.object({
          kind: z.enum(['field', 'upvar', 'local', 'padding']),
          name: z.string(),
          size: z.number().int(),
          offset: z.number().int().describe('accumulated from the print, exact'),
          ty: z.string().optional(),
        }),
      ),
    }),
  ),
  endPadding: z.number().int(),
})

export const Coroutine = z.object({
  fn: z.string(),
  size: z.number().int(),
  align: z.number().int(),
  tag: z.object({ offset: z.number().int(), size: z.number().int() }),
  upvars: z.array(LayoutField),
  saved: z.array(
    z.object({
      id: z.string().describe('`_s1`'),
      name: z.string().nullable(),
      ty: z.string(),
      span: Span.nullable(),
      ignoreForTraits: z.boolean(),
    }),
  ),
  states: z.array(
    z.object({
      name: z.string().describe('Unresumed, Suspend0, Returned, Panicked'),
      discriminant: z.number().int(),
      awaits: Span.nullable().describe('where this state waits'),
      fields: z.array(LayoutField.extend({ saved: z.string().nullable().describe('`_s1`, or null for an upvar') })),
    }),
  ),
  resume: z
    .array(z.object({ value: z.string(), to: z.string() }))
    .describe('the switch at the head of the resume function'),
})

export const VtableSlot = z.object({
  index: z.number().int(),
  kind: z.enum(['drop', 'size', 'align', 'method', 'vptr', 'vacant']),
  name: z.string().describe('`Shape::area`, `Named` for a supertrait pointer, else the kind'),
  impl: z.string().nullable().describe('`<Cube as Shape>::area`'),
})
export const Vtable = z.object({ type: z.string(), trait: z.string(), slots: z.array(VtableSlot) })

export const Asm = z.object({
  fn: z.string(),
  lines: z.array(z.string()).describe('Intel syntax, labels kept, directives dropped'),
})
export const MonoItem = z.object({
  kind: z.string().describe('fn, static, drop'),
  name: z.string(),
  cgus: z.array(z.string()),
  bytes: z.number().int().nullable().describe('size of the symbol in the object file; null if it was inlined away'),
})
export const Mono = z.object({
  items: z.array(MonoItem),
  stats: z.array(
    z.object({
      name: z.string(),
      instances: z.number().int(),
      sizeEstimate: z.number().int(),
      totalEstimate: z.number().int(),
    }),
  ),
})
export const AutoTraits = z.object({
  type: z.string(),
  traits: z.record(z.string(), z.boolean()),
  why: z.array(
    z.object({
      trait: z.string(),
      chain: z
        .array(z.object({ text: z.string(), ty: z.string(), span: Span.nullable() }))
        .describe('from the first failing leaf outwards, as E0277 says it'),
    }),
  ),
})
export const Variance = z.object({
  type: z.string(),
  params: z.array(z.object({ name: z.string(), variance: z.enum(['+', '-', 'o', '*']) })),
})
export const TextDump = z.object({ text: z.string() })
export const TwoPhase = z.object({
  fn: z.string(),
  borrows: z.array(
    z.object({
      span: Span,
      twoPhase: z.boolean(),
      text: z.string(),
      kind: z.enum(['shared', 'mut', 'fake']).optional(),
    }),
  ),
})
/** A region at a point: the nodes of the graph that `-Zpolonius=next` walks. */
const LocalRegion = z.object({ region: z.string(), at: Point })
export const Polonius = z.object({
  verdicts: z.object({ nll: z.array(z.string()), next: z.array(z.string()), legacy: z.array(z.string()) }),
  localized: z
    .array(z.object({ from: LocalRegion, to: LocalRegion }))
    .optional()
    .describe('the localized constraints of the function that the directive names'),
})
/** What each witness says of an unsafe program. `class` never holds a garbage value. */
export const Witness = z.object({
  witness: z.enum([
    'const-eval',
    'debug',
    'release',
    'ub-checks',
    'asan',
    'lsan',
    'tsan',
    'miri-stacked',
    'miri-tree',
    'valgrind',
  ]),
  class: z.enum(['silent', 'reported', 'panics', 'aborts', 'signal', 'skipped']),
  exit: z.number().int().nullable(),
  message: z.string().nullable(),
})

/** What Miri says of a borrow that a model forbids, in the film's own names. */
export const BorrowReport = z.object({
  class: z.enum(['missing', 'read-only', 'protected', 'forbidden']),
  action: z.enum(['read', 'write', 'retag', 'deallocation', 'return']),
  message: z.string().describe("Miri's headline, with names for its tags"),
  through: z.string().nullable().describe('the tag that was used'),
  conflict: z.string().describe('the tag that stands in the way'),
  state: z.string().nullable().describe('the permission of `conflict`; null when it is not in the stack'),
  byte: z.number().int().describe('of the place'),
})
const BorrowStates = z.object({
  names: z
    .array(z.string())
    .describe("of the tags, from 1: a pointer, `p'` a temporary beside it, `set 2` a tag that `set` made"),
  states: z
    .array(z.array(z.array(z.string())))
    .describe(
      'for each step and place the lines that Miri prints, with tags numbered as they are made; `[]`: not there yet',
    ),
  report: BorrowReport.extend({ at: z.number().int().describe('the step at which Miri stops') }).nullable(),
})
/** `//@ emit: borrows`: a film of both aliasing models. The longer model's steps are listed. */
export const Borrows = z.object({
  miri: z.object({ version: z.string(), commit: z.string(), date: z.string() }),
  places: z.array(z.object({ name: z.string(), size: z.number().int() })),
  steps: z.array(
    z.object({
      line: z.number().int(),
      kind: z
        .enum(['after', 'enter', 'return', 'stop'])
        .describe(
          'behind a statement, at the head of a function, behind a call that has returned, where both models report',
        ),
      text: z.string(),
      depth: z.number().int().describe('of calls, from 0'),
      call: z.object({ line: z.number().int(), text: z.string() }).optional().describe('the call that enters'),
    }),
  ),
  stacked: BorrowStates,
  tree: BorrowStates,
})

const emit = <K extends string, T extends z.ZodType>(kind: K, body: T) =>
  z.object({
    kind: z.literal(kind),
    arg: z.string(),
    body,
    command: z.array(z.string()).optional().describe('what to type to see the raw text'),
  })
export const Emit = z.discriminatedUnion('kind', [
  emit('nll', Nll),
  emit('mir', z.object({ pass: z.string(), before: MirBody.nullable(), after: MirBody })),
  emit('polonius', Polonius),
  emit('thir', TwoPhase),
  emit('hir', TextDump),
  emit('layout', Layout),
  emit('type-sizes', z.array(TypeSize)),
  emit('coroutine', Coroutine),
  emit('vtable', Vtable),
  emit('auto-traits', AutoTraits),
  emit('variance', Variance),
  emit('asm', Asm),
  emit('llvm-ir', TextDump),
  emit('mono', Mono),
  emit('witness', z.array(Witness)),
  emit('expand', TextDump),
  emit('borrows', Borrows),
])

/** What Miri said under one aliasing model. */
export const MiriSaid = z.object({
  model: z.enum(MODELS),
  verdict: z
    .enum(MIRI_VERDICTS)
    .describe('`ok`: it ended as expected and nothing was reported; a data race is not `ub`'),
  reported: z.number().int().optional().describe('of the seeds that were tried, how many ended with this report'),
  seed: z.number().int().optional().describe('the seed of this report, the first that reports'),
  message: z.string().nullable().describe('what is wrong, in one line; null where nothing was reported'),
  reports: z.array(Diagnostic).describe("Miri's errors, with its tags numbered as they appear; of several leaks all"),
  command: z.array(z.string()).describe('what to type to see it again'),
})
export const Miri = z.object({
  seeds: z.number().int().nullable().describe('schedules that were tried; null: two seeds had to agree'),
  flags: z.array(z.string()).describe('beside the flag that chooses the model'),
  said: z.array(MiriSaid),
})
/** What loom found in all executions of a model. */
export const Loom = z.object({
  executions: z
    .number()
    .int()
    .nullable()
    .describe('executions that were explored, all there are; null: it stopped at a fault'),
  fault: z.string().nullable().describe('first line of what it reports'),
})

/** What was said in one edition, by one tool chain. */
export const Run = z.object({
  edition: z.union([z.literal(2015), z.literal(2018), z.literal(2021), z.literal(2024)]),
  command: z.array(z.string()).describe("what to type to see it again, relative to the snippet's folder"),
  verdict: Verdict,
  diagnostics: z.array(Diagnostic),
  stdout: z.string(),
  stderr: z.string(),
  measuredWith: z
    .string()
    .optional()
    .describe(
      'release of the compiler whose program took the times, where they are older than the rest of the recording',
    ),
  events: z.array(z.record(z.string(), z.unknown())).optional().describe('`//@ trace`: stdout, line by line, as JSON'),
  miri: Miri.optional().describe('`//@ miri`: by the nightly that recorded.json names'),
  loom: Loom.optional().describe('`//@ loom`'),
  emits: z.array(Emit),
})

/** The compiler that said it. */
export const Stamp = z.object({
  version: z.string().describe('`1.99.1`'),
  commit: z.string(),
  date: z.string(),
  target: z.string().describe('triple that was compiled for, and on which programs ran'),
})

/** What lies in the file. The compiler stands there only where it is another than recorded.json names for the role. */
export const StoredRecording = z.object({
  schema: z.literal(SCHEMA_VERSION),
  snippet: z.string().describe("file name relative to the deck's snippets/ folder, for example `cube.rs`"),
  toolchain: z.enum(ROLES).describe('which compiler of toolchains.json the snippet asks for'),
  srcKey: z.string().describe('sha256 of schema version and source'),
  toolKey: z.string().describe('sha256 of the final command lines and of what else was asked, without the compiler'),
  bodyKey: z.string().describe('sha256 of `runs`: shows a hand-edited recording where there is no compiler'),
  rustc: Stamp.optional(),
  crates: z.record(z.string(), z.string()).optional().describe('crate name to exact version'),
  runs: z.array(Run).min(1).describe('one for each edition of `//@ edition`, in that order'),
})
/** With its compiler, as everything that shows it gets it. */
export const Recording = StoredRecording.extend({ rustc: Stamp })

export type Span = z.infer<typeof Span>
export type Diagnostic = z.infer<typeof Diagnostic>
export type Verdict = z.infer<typeof Verdict>
export type MirBody = z.infer<typeof MirBody>
export type Nll = z.infer<typeof Nll>
export type Layout = z.infer<typeof Layout>
export type LayoutField = z.infer<typeof LayoutField>
export type TypeSize = z.infer<typeof TypeSize>
export type Coroutine = z.infer<typeof Coroutine>
export type Vtable = z.infer<typeof Vtable>
export type VtableSlot = z.infer<typeof VtableSlot>
export type Asm = z.infer<typeof Asm>
export type Mono = z.infer<typeof Mono>
export type AutoTraits = z.infer<typeof AutoTraits>
export type Witness = z.infer<typeof Witness>
export type Emit = z.infer<typeof Emit>
export type EmitOf<K extends Emit['kind']> = Extract<Emit, { kind: K }>['body']
export type BorrowReport = z.infer<typeof BorrowReport>
export type MiriSaid = z.infer<typeof MiriSaid>
export type Loom = z.infer<typeof Loom>
export type Run = z.infer<typeof Run>
export type Stamp = z.infer<typeof Stamp>
export type StoredRecording = z.infer<typeof StoredRecording>
export type Recording = z.infer<typeof Recording>
