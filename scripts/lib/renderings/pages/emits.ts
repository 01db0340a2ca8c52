// What was taken out of the compiler for figures, as tables and text: nothing of a recording is shown nowhere. Pure.
import type { Emit, EmitOf, Layout, LayoutField, MirBody } from '../../recording/schema.ts'
import { rich } from '../../site/head.ts'
import { textHtml } from './listing.ts'
import { tableHtml } from './table.ts'

const mono = (text: string | number): string => rich(`\`${String(text).replaceAll('`', "'")}\``)
const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** HTML of one emit, with its name. */
export function emitHtml(emit: Emit): string {
  const named = `<h4>${mono(`${emit.kind} ${emit.arg}`.trim())}</h4>`
  return `<section class="emit">${named}${bodyHtml(emit)}</section>`
}

function bodyHtml(emit: Emit): string {
  switch (emit.kind) {
    case 'nll':
      return nllHtml(emit.body)
    case 'mir':
      return `<p>The pass ${mono(emit.body.pass)}.</p>${emit.body.before ? mirHtml('MIR before it', emit.body.before) : ''}${mirHtml('MIR after it', emit.body.after)}`
    case 'polonius':
      return poloniusHtml(emit.body)
    case 'thir':
      return tableHtml(
        emit.body.borrows,
        [
          { head: 'borrow', cell: b => mono(b.text) },
          { head: 'line', cell: b => String(b.span.line), number: true },
          { head: 'two-phase', cell: b => (b.twoPhase ? 'yes' : 'no') },
        ],
        'Borrows, and whether they are two-phase',
      )
    case 'layout':
      return layoutHtml(emit.body)
    case 'type-sizes':
      return tableHtml(
        emit.body,
        [
          { head: 'type', cell: t => mono(t.type) },
          { head: 'bytes', cell: t => String(t.size), number: true },
          { head: 'align', cell: t => String(t.align), number: true },
        ],
        'Sizes of types',
      )
    case 'coroutine':
      return coroutineHtml(emit.body)
    case 'vtable':
      return tableHtml(
        emit.body.slots,
        [
          { head: 'slot', cell: s => String(s.index), number: true },
          { head: 'holds', cell: s => mono(s.name) },
          { head: 'from', cell: s => (s.impl ? mono(s.impl) : '') },
        ],
        `The vtable of ${emit.body.type} as ${emit.body.trait}`,
      )
    case 'auto-traits':
      return autoTraitsHtml(emit.body)
    case 'variance':
      return tableHtml(
        emit.body.params,
        [
          { head: 'parameter', cell: p => mono(p.name) },
          { head: 'variance', cell: p => VARIANCE[p.variance] },
        ],
        `Variance of the parameters of ${emit.body.type}`,
      )
    case 'asm':
      return textHtml('Assembly', emit.body.lines.join('\n'))
    case 'llvm-ir':
      return textHtml('LLVM IR', emit.body.text)
    case 'hir':
      return textHtml('The desugared form', emit.body.text)
    case 'expand':
      return textHtml('The source after its macros', emit.body.text)
    case 'mono':
      return monoHtml(emit.body)
    case 'witness':
      return witnessHtml(emit.body)
    case 'borrows':
      return borrowsHtml(emit.body)
  }
}

// ---------- borrow checker ----------

function nllHtml(body: EmitOf<'nll'>): string {
  const { loans, regions, constraints } = body
  const points = (name: string): string =>
    regions
      .filter(region => region.name === name)
      .flatMap(region => region.points.map(p => `${p.block}[${p.from === p.to ? p.from : `${p.from}..=${p.to}`}]`))
      .join(', ')
  const named = (place: string): string => {
    const user = body.locals.find(local => local.name === place)?.user
    return user ? ` (${mono(user)})` : ''
  }
  const loanRows = tableHtml(
    loans,
    [
      { head: 'loan', cell: l => mono(l.id) },
      { head: 'of', cell: l => `${mono(l.place)}${named(l.place)}, ${l.kind}` },
      { head: 'issued at', cell: l => mono(l.issued) },
      { head: 'region', cell: l => mono(l.region) },
      { head: 'points of the region', cell: l => mono(points(l.region)) },
    ],
    'Loans',
  )
  return `<p>${count(regions.length, 'region')}, ${count(constraints.length, 'constraint')} and ${count(loans.length, 'loan')} in the MIR of ${mono(body.fn)}.</p>${loans.length ? loanRows : ''}${mirHtml('MIR', body)}`
}

/** The body as the compiler writes it, without what names its source. */
function mirHtml(name: string, body: MirBody): string {
  const locals = body.locals.map(l => `let ${l.name}: ${l.ty};${l.user ? ` // ${l.user}` : ''}`)
  const blocks = body.blocks.map(b =>
    [`${b.id}${b.cleanup ? ' (cleanup)' : ''}:`, ...[...b.statements, b.terminator].map(s => `    ${s.text}`)].join(
      '\n',
    ),
  )
  return textHtml(`${name} of ${body.fn}`, [...locals, '', ...blocks].join('\n'))
}

function poloniusHtml({ verdicts }: EmitOf<'polonius'>): string {
  const said = (codes: readonly string[]): string => (codes.length ? codes.map(mono).join(', ') : 'accepted')
  const rows = [
    { name: 'NLL', codes: verdicts.nll },
    { name: 'Polonius, the location-sensitive analysis (-Zpolonius=next)', codes: verdicts.next },
    { name: 'Polonius, the first one (-Zpolonius=legacy)', codes: verdicts.legacy },
  ]
  return tableHtml(
    rows,
    [
      { head: 'analysis', cell: r => rich(r.name) },
      { head: 'says', cell: r => said(r.codes) },
    ],
    'Verdicts of the analyses',
  )
}

// ---------- layouts ----------

const fieldRows = (fields: readonly LayoutField[], label: string): string =>
  tableHtml(
    [...fields].sort((a, b) => a.offset - b.offset),
    [
      { head: 'field', cell: f => mono(f.name) },
      { head: 'offset', cell: f => String(f.offset), number: true },
      { head: 'bytes', cell: f => String(f.size), number: true },
      { head: 'type', cell: f => mono(f.ty) },
    ],
    label,
  )

function layoutHtml(layout: Layout): string {
  const { niche, tag } = layout
  const padding = layout.padding.reduce((sum, p) => sum + p.size, 0)
  const said = [
    `${count(layout.size, 'byte')}, aligned to ${layout.align}${layout.target.startsWith('x86_64') ? '' : `, for \`${layout.target}\``}`,
    ...(padding ? [`${count(padding, 'byte')} of padding`] : []),
    ...(tag
      ? [
          `${tag.encoding === 'niche' ? 'its tag lies in a niche' : 'its tag has bytes of its own'} at offset ${tag.offset}`,
        ]
      : []),
    ...(niche ? [`its largest niche, at offset ${niche.offset}, has ${niche.available} values left`] : []),
  ]
  const variants = layout.variants.filter(v => v.fields.length)
  return [
    `<p>${rich(said.join('; '))}.</p>`,
    layout.fields.length ? fieldRows(layout.fields, `Fields of ${layout.type}`) : '',
    ...variants.map(
      v => `<p>Variant ${mono(v.name)}, ${count(v.size, 'byte')}:</p>${fieldRows(v.fields, `Fields of ${v.name}`)}`,
    ),
  ].join('')
}

function coroutineHtml(body: EmitOf<'coroutine'>): string {
  const states = tableHtml(
    body.states,
    [
      { head: 'state', cell: s => mono(s.name) },
      { head: 'tag', cell: s => String(s.discriminant), number: true },
      { head: 'waits on line', cell: s => (s.awaits && !s.awaits.file ? String(s.awaits.line) : ''), number: true },
      { head: 'holds', cell: s => s.fields.map(f => mono(`${f.name}: ${f.ty}`)).join(', ') },
    ],
    `States of ${body.fn}`,
  )
  return `<p>${count(body.size, 'byte')}, aligned to ${body.align}.</p>${states}`
}

// ---------- traits, instances ----------

const VARIANCE: Readonly<Record<EmitOf<'variance'>['params'][number]['variance'], string>> = {
  '+': 'covariant',
  '-': 'contravariant',
  o: 'invariant',
  '*': 'bivariant',
}

function autoTraitsHtml({ type, traits, why }: EmitOf<'auto-traits'>): string {
  const chain = (trait: string): string =>
    why
      .filter(w => w.trait === trait)
      .flatMap(w => w.chain.map(step => rich(step.text)))
      .join('; ')
  return tableHtml(
    Object.entries(traits),
    [
      { head: 'trait', cell: ([trait]) => mono(trait) },
      { head: 'has it', cell: ([, has]) => (has ? 'yes' : 'no') },
      { head: 'because', cell: ([trait]) => chain(trait) },
    ],
    `Auto traits of ${type}`,
  )
}

function monoHtml({ items, stats }: EmitOf<'mono'>): string {
  const listed = items.map(
    item => `${item.kind} ${item.name}${item.bytes === null ? '' : `, ${count(item.bytes, 'byte')}`}`,
  )
  const rows = tableHtml(
    stats,
    [
      { head: 'function', cell: s => mono(s.name) },
      { head: 'instances', cell: s => String(s.instances), number: true },
      { head: 'estimated size of each', cell: s => String(s.sizeEstimate), number: true },
    ],
    'Instances of each function',
  )
  return `<p>${count(items.length, 'item')}.</p>${stats.length ? rows : ''}${textHtml('Items', listed.join('\n'))}`
}

// ---------- witnesses ----------

const WITNESSES: Readonly<Record<EmitOf<'witness'>[number]['witness'], string>> = {
  'const-eval': 'evaluation at compile time',
  debug: 'debug build',
  release: 'release build (-O)',
  'ub-checks': 'release build with the checks of std (-Zub-checks)',
  asan: 'AddressSanitizer',
  lsan: 'LeakSanitizer',
  tsan: 'ThreadSanitizer',
  'miri-stacked': 'Miri, Stacked Borrows',
  'miri-tree': 'Miri, Tree Borrows',
  valgrind: 'Valgrind',
}
const CLASSES: Readonly<Record<EmitOf<'witness'>[number]['class'], string>> = {
  silent: 'silent',
  reported: 'reports it',
  panics: 'panics',
  aborts: 'aborts',
  signal: 'ended by a signal',
  skipped: 'not asked',
}

const witnessHtml = (body: EmitOf<'witness'>): string =>
  tableHtml(
    body,
    [
      { head: 'witness', cell: w => WITNESSES[w.witness] },
      { head: 'says', cell: w => CLASSES[w.class] },
      { head: 'in its words', cell: w => (w.message ? rich(w.message) : '') },
    ],
    'What each tool says',
  )

/** What Miri printed behind each line. */
function borrowsHtml({ miri, steps, stacked, tree }: EmitOf<'borrows'>): string {
  const printed = (states: (typeof stacked)['states']): string =>
    states.map((step, at) => [`after \`${steps[at]!.text}\``, ...step.flat()].join('\n')).join('\n\n')
  const tags = (names: readonly string[]): string => names.map((name, at) => `<${at + 1}> ${mono(name)}`).join(', ')
  return [
    `<p>Printed by Miri ${miri.commit} of ${miri.date}, behind each line that has run.</p>`,
    `<p>Tags in the stacks: ${tags(stacked.names).replaceAll(/<(\d+)>/g, '&lt;$1&gt;')}.</p>`,
    textHtml('Stacks of Stacked Borrows', printed(stacked.states)),
    textHtml('Trees of Tree Borrows', printed(tree.states)),
  ].join('')
}
