// The compiler's own table of a coroutine's states and saved locals, out of the MIR after StateTransform. Pure.
import { isAtLeast } from '../../toolchain/version.ts'
import { normaliseCompiler } from '../normalise.ts'
import type { Span } from '../schema.ts'
import { readSpan } from './mirText.ts'

export interface CoroutineTable {
  /** In order of the discriminant; `saved` names locals that live across this state. */
  variants: { name: string; discriminant: number; saved: string[] }[]
  /** Where each saved local is declared. */
  saved: { id: string; span: Span | null; ignoreForTraits: boolean }[]
}

/**
 * @param mir text of the dump, made with `-Zmir-include-spans=on`
 * @param version release of the compiler: up to 1.97 the table is a comment above the body, from 1.98 on the body's first item
 * @param file the snippet's name as rustc was given it
 * @throws Error when there is no such table
 */
export function parseCoroutineTable(mir: string, version: string, file: string): CoroutineTable {
  const text = normaliseCompiler(mir)
  return isAtLeast(version, '1.98') ? inBody(text, file) : inComment(text, file)
}

/** `Suspend0 (3): [_s0, _s1],` */
const VARIANT = /^ +(\w+) ?\((\d+)\): \[(.*?)\],/gm
const variantsOf = (text: string): CoroutineTable['variants'] =>
  [...text.matchAll(VARIANT)].map(m => ({
    name: m[1]!,
    discriminant: Number(m[2]),
    saved: m[3] ? m[3].split(', ') : [],
  }))

function inComment(text: string, file: string): CoroutineTable {
  const table = /\/\* coroutine_layout = CoroutineLayout \{([\s\S]*?)\n\} \*\//.exec(text)?.[1]
  if (table === undefined) throw new Error('the MIR after StateTransform holds no coroutine_layout')
  return {
    variants: variantsOf(table),
    saved: [...table.matchAll(/^ {8}(_s\d+): CoroutineSavedTy \{([\s\S]*?)^ {8}\}/gm)].map(m => ({
      id: m[1]!,
      span: readSpan(/span: (.*?) \(#\d+\)/.exec(m[2]!)?.[1] ?? '', file),
      ignoreForTraits: /ignore_for_traits: true/.test(m[2]!),
    })),
  }
}

function inBody(text: string, file: string): CoroutineTable {
  const table = /^ {4}coroutine layout \{\n([\s\S]*?)^ {4}\}/m.exec(text)?.[1]
  if (table === undefined) throw new Error('the MIR after StateTransform holds no coroutine layout')
  return {
    variants: variantsOf(table),
    saved: [...table.matchAll(/^ {8}field (_s\d+): (.*);(?: +\/\/ in scope \d+ at (.*))?$/gm)].map(m => ({
      id: m[1]!,
      span: readSpan(m[3] ?? '', file),
      ignoreForTraits: m[2]!.endsWith(' (ignored for traits)'),
    })),
  }
}
