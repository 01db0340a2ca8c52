// The sentences under a FatPointer figure: each can be wrong, each is made from what the frame says happened.
import type { Frame, Pointer, Table } from './frames.ts'
import { bytes, traitOf } from './replay.ts'

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const count = (n: number): string => NUMBERS[n] ?? String(n)
const Count = (n: number): string => {
  const w = count(n)
  return w[0]!.toUpperCase() + w.slice(1)
}
const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
const plural = (n: number, one: string, more = `${one}s`): string => `${count(n)} ${n === 1 ? one : more}`

export function describeFrame(f: Frame): string {
  const s = f.said
  const pointer = (name: string): Pointer => f.pointers.find(p => p.name === name)!
  const table = (name: string): Table => {
    const m = pointer(name).meta
    return f.tables.find(t => m?.kind === 'table' && t.name === m.table)!
  }
  switch (s.kind) {
    case 'value': {
      const v = f.values.find(x => x.name === s.value)!
      return `A \`${v.type}\` is its ${bytes(v.size)}: no header, nothing in it that leads to a table.`
    }
    case 'thin':
      return `\`${s.pointer}: ${pointer(s.pointer).type}\` is one word, the address of ${f.values.find(v => v.name === pointer(s.pointer).to)?.region === 'heap' ? 'the value on the heap' : 'those bytes'}.`
    case 'wide': {
      const others = f.pointers.filter(
          p => p.name !== s.pointer && p.to === pointer(s.pointer).to && p.meta?.kind === 'table',
        ),
        other = others.at(-1),
        v = f.values.find(x => x.name === pointer(s.pointer).to)
      if (other && v) {
        const t = table(s.pointer),
          o = table(other.name)
        if (t.trait === o.trait)
          return `\`${s.pointer}\` has the same data word as \`${other.name}\`, but ${s.newTable ? 'a second table: both say the same' : 'also the same table'} of \`${t.type} as ${t.trait}\`.`
        return `A second trait costs a second table. \`${s.pointer}\` and \`${other.name}\` share the data word, and \`${v.name}\` still has ${bytes(v.size)}.`
      }
      if (s.from)
        return `Coercion puts a second word beside the first: the address of the table for \`${table(s.pointer).name}\`. The data word stays as it was.`
      return `\`${s.pointer}\` has two words: the address of \`${pointer(s.pointer).to}\`, and the address of the table for \`${table(s.pointer).name}\`.`
    }
    case 'length': {
      const p = pointer(s.pointer),
        v = f.values.find(x => x.name === p.to)
      const unit = /str\b/.test(p.type) ? `${s.length} bytes` : `${s.length} elements`
      return /^&[A-Z]/.test(p.type)
        ? `\`${p.type}\` takes over its tail's metadata: the second word of \`${s.pointer}\` counts ${unit}, in a value of ${bytes(v!.size)}.`
        : `The second word of \`${s.pointer}: ${p.type}\` counts ${unit}. There is no table.`
    }
    case 'call':
      return `The call reads slot ${s.slot}, at +${s.slot * 8}: ${s.order === 'jmp' ? 'one load and one jump' : 'one load and one call'}. The offset was known when this line was compiled; the function was not.`
    case 'enter': {
      const type = s.fn.split('::')[0]!
      if (s.through === 'drop')
        return `Slot 0 leads to the drop glue, which runs \`${s.fn}\`. The value is gone; its bytes still belong to the box.`
      return `It arrives with the data word as \`self\`. \`${s.fn}\` gets a thin \`&${type}\` and cannot tell how it was called.`
    }
    case 'read':
      return `\`${s.by}\` is one load from the table: slot ${s.slot}, at +${s.slot * 8}, holds ${table(s.pointer).slots[s.slot]!.word}. The value itself is not touched.`
    case 'drop':
      return s.glue
        ? `Dropping \`${s.pointer}\` reads slot 0 first. It is not null, so there is drop glue to call.`
        : `Dropping \`${s.pointer}\` reads slot 0 first. It is null: this type has nothing to drop, and nothing is called.`
    case 'freed':
      return s.table
        ? `Slots 1 and 2 say how much to give back: ${bytes(s.size)}, aligned to ${s.align}. The pointer never knew; the table did.`
        : `${bytes(s.size)} aligned to ${s.align} go back to the allocator.`
    case 'upcast': {
      const trait = traitOf(pointer(s.pointer).type),
        from = table(s.from)
      return s.slot === null
        ? `Upcasting to \`dyn ${trait}\` reads nothing: the first ${plural(s.prefix, 'slot')} of the table for \`${from.trait}\` are those of \`${trait}\`, so both words stay.`
        : `Upcasting to \`dyn ${trait}\` reads slot ${s.slot}, at +${s.slot * 8}: it holds the address of the table for \`${table(s.pointer).name}\`, which becomes the second word.`
    }
    case 'compare':
      return s.same
        ? `\`ptr::eq(${s.left}, ${s.right})\` is true: both words are equal here. Nothing promises that the second ones are.`
        : `\`ptr::eq(${s.left}, ${s.right})\` is false for one value, because it compares the second words too. \`ptr::addr_eq\` is ${s.sameData}.`
    case 'offset': {
      const v = f.values.find(x => x.name === pointer(s.pointer).to)!
      return `In \`${v.type}\` the field \`${s.field}\` begins at +${s.offset}. Behind \`${pointer(s.pointer).type}\` that is computed from slot 2, which holds the alignment ${s.align}.`
    }
    case 'slots': {
      const t = f.tables[0]!,
        from = `+${s.first * 8}`
      if (s.group === 'header')
        return `Every table of this compiler begins alike: drop, size and align of \`${t.type}\`, ${count(s.count)} words.`
      if (s.group.startsWith('to '))
        return `The table for \`${s.group.slice(3)}\` is not the beginning of this one, so the word at ${from} holds its address, for upcasting.`
      return s.group === t.trait
        ? `${Count(s.count)} method${s.count === 1 ? '' : 's'} of \`${t.trait}\` itself come${s.count === 1 ? 's' : ''} last, from ${from}: ${count(t.slots.length)} slots in all.`
        : `The methods of the supertrait \`${s.group}\` stand in this table as well: ${plural(s.count, 'slot')} from ${from}, in declaration order.`
    }
    case 'gated':
      return `${Count(s.names.length)} of ${count(s.declared)} functions ${s.names.length === 1 ? 'has' : 'have'} no slot: ${list(s.names.map(n => `\`${n}\``))} ${s.names.length === 1 ? 'says' : 'say'} \`where Self: Sized\`. The table stays at ${count(s.slots)}.`
  }
}
