// From a recording to frames: the program's events, the compiler's vtables and its assembly, checked against each other.
import type { Recording, Vtable } from '../../scripts/lib/recording/schema.ts'
import { emitOf, eventsOf, FigureDataError, runOf, type ProgramLine } from '../figure/contract.ts'
import { list, number, stepsOf, text, unknownEvent, type Event } from '../figure/steps.ts'
import type { Declared, Field, Frame, Pointer, Said, Slot, Table, Value } from './frames.ts'

const KNOWN = [
  'line',
  'value',
  'pointer',
  'table',
  'call',
  'enter',
  'read',
  'drop',
  'dealloc',
  'upcast',
  'compare',
  'offset',
  'trait',
]
/** Events that only prepare the event after them in the same step. */
const QUIET = new Set(['value', 'table', 'upcast', 'trait'])
type Vt = { type: string; trait: string; slots: readonly { kind: Slot['kind']; name: string; impl: string | null }[] }
/** A trait implemented inside another crate is named by its impl block: `core::fmt::num::<impl Debug for u8>::fmt` is `Debug::fmt` of `u8`. */
const plain = (v: Vtable): Vt => ({
  ...v,
  slots: v.slots.map(s => {
    const m = /<impl (\w+) for ([^>]+)>::(\w+)$/.exec(s.name)
    return m ? { ...s, name: `${m[1]}::${m[3]}`, impl: `${m[2]}::${m[3]}` } : s
  }),
})

/** The vtable that the compiler dumped for this type and trait, if the snippet asked for it. */
function dumped(recording: Recording, type: string, trait: string, edition?: number): Vt | null {
  const found = runOf(recording, edition).emits.find(
    e => e.kind === 'vtable' && e.body.type === type && e.body.trait === trait,
  )
  return found?.kind === 'vtable' ? plain(found.body) : null
}

/** Short form of an implementation: `<Cube as Shape>::area` is `Cube::area`. */
const shortImpl = (impl: string | null): string | null => impl?.replace(/^<(.+) as [^>]+>::/, '$1::') ?? null

function tableOf(e: Event, recording: Recording, edition?: number): Table {
  const file = recording.snippet,
    name = text(e, 'name', file),
    type = text(e, 'type', file),
    trait = text(e, 'trait', file)
  const words = (e.words as unknown[]).map(w =>
    typeof w === 'object' && w !== null ? text(w as Event, 'table', file) : String(w),
  )
  const dump = dumped(recording, type, trait, edition)
  const names =
    dump?.slots ??
    words.map((_, i) => ({
      kind: (['drop', 'size', 'align'] as const)[i] ?? ('method' as const),
      name: ['drop', 'size', 'align'][i] ?? `method ${i - 2}`,
      impl: null,
    }))
  if (names.length !== words.length)
    throw new FigureDataError(
      `${file} read ${words.length} words of the table for ${type} as ${trait}, but the compiler made ${names.length} slots: correct the number in the program`,
    )
  return {
    name,
    type,
    trait,
    slots: names.map((s, i) => {
      const word = words[i]!,
        isNumber = /^\d+$/.test(word)
      const fits =
        s.kind === 'size' || s.kind === 'align'
          ? isNumber
          : s.kind === 'drop'
            ? word === 'null' || word === 'code'
            : s.kind === 'vptr'
              ? !isNumber && word !== 'null'
              : word === 'code'
      if (!fits)
        throw new FigureDataError(
          `${file}: slot ${i} of ${type} as ${trait} is ${s.kind} ${s.name} for the compiler, but the program read \`${word}\` there`,
        )
      return { offset: i * 8, kind: s.kind, name: s.name, impl: shortImpl(s.impl), word }
    }),
  }
}

/** The first instruction of `fn` that matches, and what it matched. @throws FigureDataError */
function instruction(
  recording: Recording,
  fn: string,
  pattern: RegExp,
  what: string,
  edition?: number,
): RegExpExecArray {
  for (const line of emitOf(recording, 'asm', fn, edition).lines) {
    const m = pattern.exec(line.trim().replace(/\s+/g, ' '))
    if (m) return m
  }
  throw new FigureDataError(`${recording.snippet}: the assembly of \`${fn}\` has no ${what}; the figure expects one`)
}

const DATA_REGISTER = 'rdi' // first argument word of the System V convention on x86-64; `instruction` reads the second off the listing

/** Frames of a traced program. */
export function replay(recording: Recording, show: 'pointers' | 'rows', edition?: number): Frame[] {
  const file = recording.snippet,
    { steps, program } = stepsOf(eventsOf(recording, edition), file)
  const values = new Map<string, Value>(),
    pointers = new Map<string, Pointer>(),
    tables = new Map<string, Table>()
  const frames: Frame[] = [],
    notes = new Map<number, string>()
  let through: 'call' | 'drop' | null = null,
    registers: Frame['registers'] = null,
    dropping: string | null = null
  const pointerOf = (name: string): Pointer =>
    pointers.get(name) ?? fail(`${file} speaks of the pointer ${name} before it printed a \`pointer\` event for it`)
  const tableOfPointer = (name: string): Table => {
    const meta = pointerOf(name).meta
    return (meta?.kind === 'table' && tables.get(meta.table)) || fail(`${file}: ${name} holds no table`)
  }
  const push = (line: number, said: Said, now: string[], more: Partial<Frame> = {}): void => {
    frames.push({
      show,
      program,
      line,
      values: [...values.values()],
      largest: 1,
      pointers: [...pointers.values()],
      tables: [],
      said,
      now,
      registers,
      prefix: null,
      filled: Infinity,
      declared: [],
      traits: [],
      ...more,
    })
    const note = noteOf(said)
    if (note && !notes.has(line)) notes.set(line, note)
  }
  for (const step of steps) {
    let upcast: { via: string; asm: string } | null = null
    const fresh: string[] = [],
      before = frames.length,
      pushed = () => frames.length > before
    for (const [i, e] of step.events.entries()) {
      const ev = text(e, 'ev', file),
        last = !step.events.slice(i + 1).some(x => !QUIET.has(String(x.ev))) && i === step.events.length - 1
      switch (ev) {
        case 'value': {
          const name = text(e, 'name', file),
            fields: Field[] = list(e, 'fields', file).map(f => ({
              name: text(f, 'name', file),
              offset: number(f, 'offset', file),
              size: number(f, 'size', file),
              value: text(f, 'value', file),
            }))
          values.set(name, {
            name,
            type: text(e, 'type', file),
            region: text(e, 'region', file) as Value['region'],
            size: number(e, 'size', file),
            align: number(e, 'align', file),
            fields,
            state: 'live',
          })
          if (last && !pushed()) push(step.line, { kind: 'value', value: name }, [`value ${name}`])
          break
        }
        case 'table':
          tables.set(text(e, 'name', file), tableOf(e, recording, edition))
          fresh.push(text(e, 'name', file))
          break
        case 'upcast':
          upcast = { via: text(e, 'via', file), asm: text(e, 'asm', file) }
          break
        case 'pointer': {
          const name = text(e, 'name', file),
            from = text(e, 'from', file) || null,
            [first, second] = list(e, 'words', file)
          const to = text(first!, 'to', file)
          if (!values.has(to) && !pointers.has(to))
            throw new FigureDataError(`${file}: ${name} leads to \`${to}\`, of which the program printed no \`value\``)
          const table = second && typeof second.table === 'string' ? second.table : null
          if (table && !tables.has(table))
            throw new FigureDataError(`${file}: ${name} leads to the table \`${table}\`, which was never read`)
          const old = from && !upcast ? pointers.get(from) : undefined
          const made: Pointer = {
            name,
            type: text(e, 'type', file),
            to,
            meta: table
              ? { kind: 'table', table }
              : second
                ? { kind: 'length', length: number(second, 'len', file) }
                : null,
            state: 'live',
          }
          if (old) {
            // The coerced pointer takes the place of the one it was made from.
            const all = [...pointers.entries()].map(([k, p]): [string, Pointer] => (k === from ? [name, made] : [k, p]))
            pointers.clear()
            for (const [k, p] of all) pointers.set(k, p)
          } else pointers.set(name, made)
          if (upcast) {
            const source = tableOfPointer(upcast.via),
              target = tables.get(table!)!,
              same = source.name === target.name
            const own = dumped(recording, target.type, traitOf(made.type), edition),
              prefix = same && own ? prefixLength(source, own, file) : 0
            const load = same
              ? null
              : instruction(
                  recording,
                  upcast.asm,
                  /^(mov \w+, qword ptr \[\w+ \+ (\d+)\])$/,
                  'load from the table',
                  edition,
                )
            const slot = load ? Number(load[2]) / 8 : null
            if (slot !== null && source.slots[slot]?.word !== target.name)
              throw new FigureDataError(
                `${file}: \`${upcast.asm}\` loads slot ${slot} of ${source.name}, but the program read ${source.slots[slot]?.word} there and got ${target.name}`,
              )
            push(
              step.line,
              { kind: 'upcast', pointer: name, from: upcast.via, load: load?.[1] ?? null, slot, prefix },
              [`meta ${name}`, ...(slot === null ? [] : [`slot ${source.name} ${slot}`])],
              { prefix: prefix ? { table: source.name, slots: prefix } : null },
            )
          } else if (!second) push(step.line, { kind: 'thin', pointer: name }, [`data ${name}`])
          else if (table)
            push(step.line, { kind: 'wide', pointer: name, from, newTable: fresh.includes(table) }, [`meta ${name}`])
          else push(step.line, { kind: 'length', pointer: name, length: number(second, 'len', file) }, [`meta ${name}`])
          break
        }
        case 'call': {
          const via = text(e, 'via', file),
            method = text(e, 'method', file),
            table = tableOfPointer(via)
          const slot = table.slots.findIndex(s => s.name === method)
          if (slot < 0)
            throw new FigureDataError(
              `${file}: the table for ${table.name} has no slot \`${method}\`; it has ${table.slots.map(s => s.name).join(', ')}`,
            )
          const m = instruction(
            recording,
            text(e, 'asm', file),
            /^((jmp|call) qword ptr \[(\w+) \+ (\d+)\])$/,
            'jump through the table',
            edition,
          )
          if (Number(m[4]) !== slot * 8)
            throw new FigureDataError(
              `${file}: \`${m[1]}\` reads +${m[4]}, but \`${method}\` has slot ${slot}, at +${slot * 8}`,
            )
          registers = { pointer: via, data: DATA_REGISTER, table: m[3]! }
          through = 'call'
          push(step.line, { kind: 'call', pointer: via, slot, jump: m[1]!, order: m[2] as 'jmp' | 'call' }, [
            `slot ${table.name} ${slot}`,
          ])
          break
        }
        case 'enter': {
          const fn = text(e, 'fn', file),
            self = text(e, 'self', file)
          const hit = [...tables.values()].flatMap(t =>
            t.slots.flatMap((s, n) =>
              s.impl === fn
                ? [`fn ${t.name} ${n}`]
                : through === 'drop' && s.kind === 'drop' && dropping && tableOfPointer(dropping).name === t.name
                  ? [`fn ${t.name} ${n}`]
                  : [],
            ),
          )
          if (through === 'drop' && values.has(self)) values.set(self, { ...values.get(self)!, state: 'dropped' })
          push(step.line, { kind: 'enter', fn, self, through }, [
            ...hit,
            ...[...pointers.values()]
              .filter(p => p.to === self && p.meta)
              .slice(-1)
              .map(p => `data ${p.name}`),
          ])
          through = null
          break
        }
        case 'read': {
          const via = text(e, 'via', file),
            slot = number(e, 'slot', file),
            table = tableOfPointer(via)
          const m = instruction(
            recording,
            text(e, 'asm', file),
            new RegExp(`^(mov \\w+, qword ptr \\[(\\w+)${slot ? ` \\+ ${slot * 8}` : ''}\\])$`),
            `load of slot ${slot}`,
            edition,
          )
          if (table.slots[slot]?.word !== String(number(e, 'value', file)))
            throw new FigureDataError(
              `${file}: ${text(e, 'by', file)} gave ${String(e.value)}, but slot ${slot} holds ${table.slots[slot]?.word}`,
            )
          registers = { pointer: via, data: DATA_REGISTER, table: m[2]! }
          push(step.line, { kind: 'read', pointer: via, slot, by: text(e, 'by', file), load: m[1]! }, [
            `slot ${table.name} ${slot}`,
          ])
          break
        }
        case 'drop': {
          const via = text(e, 'via', file),
            table = tableOfPointer(via)
          instruction(recording, text(e, 'asm', file), /^mov \w+, qword ptr \[(rsi)\]$/, 'load of slot 0', edition)
          instruction(recording, text(e, 'asm', file), /^test (\w+), \1$/, 'test of slot 0', edition)
          dropping = via
          through = 'drop'
          push(step.line, { kind: 'drop', pointer: via, glue: table.slots[0]!.word === 'code' }, [
            `slot ${table.name} 0`,
          ])
          break
        }
        case 'dealloc': {
          const to = text(e, 'to', file),
            size = number(e, 'size', file),
            align = number(e, 'align', file),
            table = dropping ? tableOfPointer(dropping) : null
          if (table && (table.slots[1]?.word !== String(size) || table.slots[2]?.word !== String(align)))
            throw new FigureDataError(
              `${file}: the allocator got back ${size} bytes aligned to ${align}, but the table says ${table.slots[1]?.word} and ${table.slots[2]?.word}`,
            )
          values.set(to, {
            ...(values.get(to) ?? fail(`${file} gave back \`${to}\`, of which it printed no \`value\``)),
            state: 'freed',
          })
          if (dropping) pointers.set(dropping, { ...pointerOf(dropping), state: 'moved' })
          push(
            step.line,
            { kind: 'freed', value: to, size, align, table: table?.name ?? null },
            table ? [`slot ${table.name} 1`, `slot ${table.name} 2`] : [],
          )
          break
        }
        case 'compare':
          push(
            step.line,
            {
              kind: 'compare',
              left: text(e, 'left', file),
              right: text(e, 'right', file),
              sameData: e.addr_eq === true,
              same: e.eq === true,
            },
            [`meta ${text(e, 'left', file)}`, `meta ${text(e, 'right', file)}`],
          )
          break
        case 'offset': {
          const via = text(e, 'via', file),
            table = tableOfPointer(via),
            offset = number(e, 'offset', file),
            align = Number(table.slots[2]!.word)
          instruction(recording, text(e, 'asm', file), /qword ptr \[\w+ \+ (16)\]$/, 'read of the alignment', edition)
          const field = values.get(pointerOf(via).to)?.fields.find(f => f.name === text(e, 'field', file))
          if (!field || field.offset !== offset)
            throw new FigureDataError(
              `${file}: the compiled code found ${text(e, 'field', file)} at +${offset}, but the value has it at +${field?.offset}`,
            )
          frames.pop()
          push(step.line, { kind: 'offset', pointer: via, field: field.name, offset, align }, [
            `field ${pointerOf(via).to} ${field.name}`,
            `slot ${table.name} 2`,
          ])
          notes.set(step.line, noteOf(frames.at(-1)!.said)!)
          break
        }
        case 'trait':
          break
        default:
          unknownEvent(e, KNOWN, file)
      }
    }
  }
  if (!frames.length)
    throw new FigureDataError(`${file} printed no event that this figure shows; it knows ${KNOWN.join(', ')}`)
  const noted: ProgramLine[] = program.map((p, i) => ({ ...p, ...(notes.has(i) ? { note: notes.get(i)! } : {}) }))
  // A table is in the binary before the program begins: each frame holds all of them.
  return frames.map(f => ({
    ...f,
    program: noted,
    tables: [...tables.values()],
    largest: Math.max(1, ...[...values.values()].map(v => v.size)),
  }))

  function noteOf(s: Said): string | null {
    switch (s.kind) {
      case 'value': {
        const v = values.get(s.value)!
        return `${bytes(v.size)} on the ${v.region}`
      }
      case 'thin':
        return 'one word'
      case 'wide':
        return s.from ? 'a second word: the address of a table' : 'two words'
      case 'length':
        return 'two words'
      case 'call':
        return `one load and one ${s.order === 'jmp' ? 'jump' : 'call'}: ${s.jump}`
      case 'enter':
        return s.through === 'drop' ? 'reached through slot 0' : `self is a thin &${s.fn.split('::')[0]}`
      case 'read':
        return s.load
      case 'drop':
        return s.glue ? 'slot 0 holds a function: call it' : 'slot 0 is null: nothing to call'
      case 'freed':
        return null
      case 'upcast':
        return s.load ? `one load: ${s.load}` : 'no load: the same second word'
      case 'compare':
        return `addr_eq ${s.sameData} · eq ${s.same}`
      case 'offset':
        return `${s.field} at +${s.offset}: the table says align ${s.align}`
      case 'slots':
      case 'gated':
        return null
    }
  }
}

export const bytes = (n: number): string => (n === 1 ? '1 byte' : `${n} bytes`)
function fail(message: string): never {
  throw new FigureDataError(message)
}

/** `&dyn A` and `Box<dyn A + Send>` speak of `A`. */
export const traitOf = (type: string): string => /dyn ([\w:]+)/.exec(type)?.[1] ?? ''

/** How many slots of `big` are, slot for slot, the table of its supertrait. @throws FigureDataError when the compiler did not lay it out so */
function prefixLength(big: Table, small: Vt, file: string): number {
  const differs = small.slots.findIndex((s, i) => big.slots[i]?.kind !== s.kind || big.slots[i]?.name !== s.name)
  if (differs >= 0)
    throw new FigureDataError(
      `${file}: the table for ${small.trait} is no prefix of the table for ${big.trait}: slot ${differs} differs`,
    )
  return small.slots.length
}

/** Frames that fill one table, group by group, from the compiler's dump alone; `trait` events name the methods that got no slot. */
export function fillSlots(
  recording: Recording,
  type: string | undefined,
  trait: string | undefined,
  edition?: number,
): Frame[] {
  const run = runOf(recording, edition),
    all = run.emits.flatMap(e => (e.kind === 'vtable' ? [e.body] : []))
  const dump = all.find(v => (!type || v.type === type) && (!trait || v.trait === trait))
  if (!dump)
    throw new FigureDataError(
      `${recording.snippet} holds no vtable${type || trait ? ` of ${type ?? '…'} as ${trait ?? '…'}` : ''}: add \`//@ emit: vtable TYPE TRAIT\` and run \`npm run record\``,
    )
  const texts = (run.events ?? []).filter(e => e.ev === 'trait').map(e => text(e, 'text', recording.snippet))
  const inTable = new Set(dump.slots.filter(s => s.kind === 'method').map(s => s.name))
  // Without `trait` events only the methods that have a slot are known.
  const declared: Declared[] =
    texts.length === 0
      ? [...inTable].map(n => ({ trait: n.split('::')[0]!, name: n.split('::').at(-1)!, gated: false }))
      : texts.flatMap(t => {
          const name =
            /^(?:pub )?trait (\w+)/.exec(t)?.[1] ??
            fail(`${recording.snippet} printed a \`trait\` event that does not begin with \`trait NAME\`: ${t}`)
          return [...t.matchAll(/\bfn (\w+)/g)].map(m => ({
            trait: name,
            name: m[1]!,
            gated: !inTable.has(`${name}::${m[1]}`),
          }))
        })
  for (const t of texts)
    for (const m of t.matchAll(/\bfn (\w+)[^;{]*?(where Self: Sized)?[;{]/g)) {
      const name = /trait (\w+)/.exec(t)![1]!
      if (inTable.has(`${name}::${m[1]}`) === !!m[2])
        throw new FigureDataError(
          `${recording.snippet}: \`${name}::${m[1]}\` ${m[2] ? 'says `where Self: Sized` and yet has a slot' : 'has no slot, but does not say `where Self: Sized`'}`,
        )
    }
  const groupOf = (s: (typeof dump.slots)[number]) =>
    s.kind === 'method' ? s.name.split('::')[0]! : s.kind === 'vptr' ? `to ${s.name}` : 'header'
  const table: Table = {
    name: `${dump.type} as ${dump.trait}`,
    type: dump.type,
    trait: dump.trait,
    slots: dump.slots.map((s, i) => ({ offset: i * 8, kind: s.kind, name: s.name, impl: shortImpl(s.impl), word: '' })),
  }
  const base = {
    show: 'slots' as const,
    program: [],
    line: -1,
    values: [],
    largest: 1,
    pointers: [],
    tables: [table],
    registers: null,
    prefix: null,
    declared,
    traits: texts.map(t => /trait (\w+(?:: ?[\w +:]+?)?) ?\{/.exec(t)?.[1] ?? ''),
  }
  const frames: Frame[] = []
  for (let i = 0; i < dump.slots.length;) {
    const group = groupOf(dump.slots[i]!)
    let end = i
    while (end < dump.slots.length && groupOf(dump.slots[end]!) === group) end++
    frames.push({
      ...base,
      said: { kind: 'slots', group, count: end - i, first: i },
      filled: end,
      now: Array.from({ length: end - i }, (_, k) => `slot ${table.name} ${i + k}`),
    })
    i = end
  }
  const gated = declared.filter(d => d.gated)
  if (gated.length)
    frames.push({
      ...base,
      said: { kind: 'gated', names: gated.map(d => d.name), slots: dump.slots.length, declared: declared.length },
      filled: dump.slots.length,
      now: gated.map(d => `declared ${d.trait}::${d.name}`),
    })
  return frames
}
