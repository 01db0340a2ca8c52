// Attributes of rustc's own, by what they print: they were renamed in 1.96.
import type { Compiler } from '../toolchain/compiler.ts'
import { isAtLeast } from '../toolchain/version.ts'

export function attribute(of: Pick<Compiler, 'version'>, what: 'layout' | 'vtable' | 'variance'): string {
  const renamed = isAtLeast(of.version, '1.96')
  switch (what) {
    case 'layout':
      return renamed ? 'rustc_dump_layout(debug)' : 'rustc_layout(debug)'
    case 'vtable':
      return 'rustc_dump_vtable'
    case 'variance':
      return renamed ? 'rustc_dump_variances' : 'rustc_variance'
  }
}
