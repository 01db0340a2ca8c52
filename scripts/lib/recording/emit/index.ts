// Which extractor takes which `//@ emit:`.
import type { Bench } from '../bench.ts'
import type { EmitKind } from '../snippet.ts'
import { takeAsm } from './asm.ts'
import { takeAutoTraits } from './autoTraits.ts'
import { takeBorrows } from './borrows.ts'
import { takeCoroutine } from './coroutine.ts'
import { takeLayout } from './layout.ts'
import { takeMir, takeNll } from './mir.ts'
import { takeMono } from './mono.ts'
import { takePolonius } from './polonius.ts'
import { takeLlvmIr, takeThir, takeUnpretty, takeVariance } from './text.ts'
import { takeTypeSizes } from './typeSizes.ts'
import { takeVtable } from './vtable.ts'
import { takeWitness } from './witness.ts'

/** Takes what the directive asks for; `command` is what a reader types to see the raw text. */
export type Take = (bench: Bench, arg: string) => Promise<{ body: unknown; command: string[] }>

export const TAKE: Record<EmitKind, Take> = {
  nll: takeNll,
  mir: takeMir,
  polonius: takePolonius,
  thir: takeThir,
  hir: (bench, fn) => takeUnpretty(bench, fn, 'hir'),
  expand: (bench, fn) => takeUnpretty(bench, fn, 'expanded'),
  layout: takeLayout,
  'type-sizes': takeTypeSizes,
  coroutine: takeCoroutine,
  vtable: takeVtable,
  'auto-traits': takeAutoTraits,
  variance: takeVariance,
  asm: takeAsm,
  'llvm-ir': takeLlvmIr,
  mono: takeMono,
  witness: takeWitness,
  borrows: takeBorrows,
}
