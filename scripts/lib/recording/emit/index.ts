// Which extractor takes which `//@ emit:`.
import type { Bench } from '../bench.ts'
import type { Emit } from '../schema.ts'
import type { EmitKind } from '../snippet.ts'
import { takeAsm } from './asm.ts'
import { takeLayout } from './layout.ts'
import { takeTypeSizes } from './typeSizes.ts'
import { takeVtable } from './vtable.ts'

/** Takes what the directive asks for; `command` is what a reader types to see the raw text. */
export type Take = (bench: Bench, arg: string) => Promise<{ body: unknown; command: string[] }>

export const TAKE: Partial<Record<EmitKind, Take>> = {
  'layout': takeLayout,
  'type-sizes': takeTypeSizes,
  'vtable': takeVtable,
  'asm': takeAsm,
}

export type { Emit }
