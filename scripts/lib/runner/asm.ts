// Assembly as a slide shows it: no directives, and names as the program writes them. Pure.

import { demangle } from '../recording/emit/demangle.ts'

const isDirective = (line: string): boolean => /^\s+\./.test(line)
const isComment = (line: string): boolean => /^\s*[#;]/.test(line)
/** Labels of data and of tables that stand between functions. */
const DATA =
  /^"?(str|vtable|alloc_|anon|__unnamed|_?\.?L?anon|DW\.|GCC_except|__rustc_debug|\.L(__unnamed|anon|str|vtable|alloc|exception|ttbase|cst|DW|J))/
/** Labels that only unwinding, debugging and constants use. */
const QUIET = /^\.L(func_|CPI|tmp|sec_|info_)/

/** Functions with the labels that their jumps use, those of the program before those of the standard library. */
export function readableAsm(text: string): string {
  const functions: { name: string; lines: string[] }[] = []
  let current: string[] | null = null
  for (const line of text.split('\n')) {
    if (!line.trim() || isDirective(line) || isComment(line)) continue
    const label = /^([^\s:]+|"[^"]+"):/.exec(line)?.[1]
    if (label && QUIET.test(label)) continue
    if (label && DATA.test(label)) {
      current = null
      continue
    }
    if (label && !label.startsWith('.L')) {
      current = []
      functions.push({ name: readable(label), lines: current })
    } else
      current?.push(
        label
          ? line
          : readable(line.trim().replace(/^(\S+)\s*/, (_, mnemonic: string) => `    ${mnemonic.padEnd(7)} `)).trimEnd(),
      )
  }
  const own = (name: string): boolean => !/^<?&?\*?(core|std|alloc)::|^_(ZN|R)/.test(name) && name !== 'main'
  return [...functions.filter(f => own(f.name)), ...functions.filter(f => !own(f.name))]
    .map(f => [`${f.name}:`, ...f.lines].join('\n'))
    .join('\n\n')
}

const readable = (line: string): string => line.replace(/"?(_(?:ZN|R)[\w$.]+)"?/g, (_, name: string) => demangle(name))
