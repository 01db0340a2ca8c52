// Assembly as a slide shows it: no directives, and names as the program writes them. Pure.

/** Legacy mangling (`_ZN4main4area17h0123456789abcdefE`) as a path, without the hash. */
export function demangle(name: string): string {
  const parts: string[] = []
  let rest = name.slice(3)
  for (let match = /^\d+/.exec(rest); match; match = /^\d+/.exec(rest)) {
    const length = Number(match[0])
    parts.push(rest.slice(match[0].length, match[0].length + length))
    rest = rest.slice(match[0].length + length)
  }
  if (!rest.startsWith('E') || !parts.length) return name
  if (/^h[0-9a-f]{16}$/.test(parts.at(-1)!)) parts.pop()
  const escapes: Record<string, string> = { LT: '<', GT: '>', RF: '&', BP: '*', C: ',', LP: '(', RP: ')', u20: ' ', u7b: '{', u7d: '}', u5b: '[', u5d: ']', u27: '\'', u3b: ';', u2b: '+', u22: '"' }
  return parts.join('::').replace(/^_\$|::_\$/g, m => m.slice(0, -2) + '$').replace(/\$(\w+)\$/g, (whole, code: string) => escapes[code] ?? whole).replaceAll('..', '::')
}

/** Keeps functions and their labels; drops directives, debug sections and the tables after the code. */
export function readableAsm(text: string): string {
  const lines = text.split('\n').filter(line => line.trim() && !/^\s+\.(?!quad|long|byte)/.test(line) && !/^\s*[#;]/.test(line))
  const code: string[] = []
  let keep = false
  for (const line of lines) {
    const label = /^([^\s:]+):/.exec(line)?.[1]
    if (label && !/^\.L/.test(label)) { keep = !/^(str|vtable|alloc_|anon|__unnamed|\.L?anon|DW\.|GCC_except)/.test(label); if (keep && code.length) code.push('') }
    if (label && /^\.L(func_(begin|end)|cst_|ttbase|tmp|exception|sec_|info_|str|anon|vtable|unnamed)/.test(label)) continue
    if (!keep || /^\s+\.(quad|long|byte)/.test(line)) continue
    code.push(line.replace(/\t/g, '    ').replace(/_ZN\w*?17h[0-9a-f]{16}E|_ZN[\w$.]+E/g, demangle).replace(/"(_ZN[^"]+)"/g, (_, name: string) => demangle(name)))
  }
  return code.join('\n')
}
