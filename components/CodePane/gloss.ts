// What an x86-64 instruction does, in one clause. Only instructions that small examples need; any other is named without a gloss.
const RULES: readonly (readonly [RegExp, (m: RegExpExecArray) => string])[] = [
  [/^lock (\w+) (.+)$/, m => `\`${m[1]}\` changes ${memory(m[2]!)} as one step that no other core can come between`],
  [
    /^(jmp|call) qword ptr (\[.+\])$/,
    m => `${m[1] === 'jmp' ? 'jumps' : 'calls'} to the address stored at \`${m[2]}\`: the target is known only now`,
  ],
  [/^call (r\w+)$/, m => `calls the address in \`${m[1]}\``],
  [/^jmp (r\w+)$/, m => `jumps to the address in \`${m[1]}\``],
  [/^call (.+)$/, m => `calls \`${m[1]}\`: the target is fixed`],
  [/^jmp (\.L\w+)$/, m => `goes on at \`${m[1]}\``],
  [/^jmp (.+)$/, m => `jumps to \`${m[1]}\`, which returns to our caller`],
  [/^j(\w+) (.+)$/, m => `goes to \`${m[2]}\` ${condition(m[1]!)}`],
  [/^ret$/, () => 'returns'],
  [/^ud2$/, () => 'stops the program: this point must not be reached'],
  [/^xor (\w+), \1$/, m => `sets \`${m[1]}\` to zero`],
  [/^test (\w+), \1$/, m => `compares \`${m[1]}\` with zero`],
  [/^(?:cmp|ucomisd|test) (.+), (.+)$/, m => `compares ${memory(m[1]!)} with ${memory(m[2]!)}`],
  [/^set(\w+) (\w+)$/, m => `writes 1 to \`${m[2]}\` ${condition(m[1]!)}, else 0`],
  [/^cmov(\w+) (\w+), (.+)$/, m => `copies ${memory(m[3]!)} to \`${m[2]}\` ${condition(m[1]!)}`],
  [/^lea (\w+), (\[.+\])$/, m => `computes \`${m[2]}\` into \`${m[1]}\` without reading memory`],
  [/^mov\w* (\w+), (?:(\w+) ptr )(\[.+\])$/, m => `reads \`${m[3]}\` into \`${m[1]}\``],
  [/^mov\w* (?:(\w+) ptr )(\[.+\]), (.+)$/, m => `writes \`${m[3]}\` to \`${m[2]}\``],
  [/^mov\w* (\w+), (\w+)$/, m => `copies \`${m[2]}\` to \`${m[1]}\``],
  [/^push (.+)$/, m => `saves \`${m[1]}\` on the stack`],
  [/^pop (.+)$/, m => `restores \`${m[1]}\` from the stack`],
  [/^inc (.+)$/, m => `adds 1 to ${memory(m[1]!)}`],
  [/^dec (.+)$/, m => `takes 1 from ${memory(m[1]!)}`],
  [/^add\w* (.+), (.+)$/, m => `adds ${memory(m[2]!)} to ${memory(m[1]!)}`],
  [/^sub\w* (.+), (.+)$/, m => `takes ${memory(m[2]!)} from ${memory(m[1]!)}`],
  [
    /^i?mul\w* (\w+), (.+)$/,
    m => (m[1] === m[2] ? `squares \`${m[1]}\`` : `multiplies \`${m[1]}\` by ${memory(m[2]!)}`),
  ],
  [/^(?:shl|sal) (\w+)(?:, (.+))?$/, m => `shifts \`${m[1]}\` left`],
]
const CONDITIONS: Readonly<Record<string, string>> = {
  e: 'if they were equal',
  z: 'if it was zero',
  ne: 'if they differed',
  nz: 'if it was not zero',
  b: 'if it was below',
  ae: 'if it was not below',
  a: 'if it was above',
  be: 'if it was not above',
  l: 'if it was less',
  g: 'if it was greater',
  le: 'if it was not greater',
  ge: 'if it was not less',
  s: 'if the result was negative',
  ns: 'if the result was not negative',
  o: 'if it overflowed',
  no: 'if it did not overflow',
}
const condition = (c: string) => CONDITIONS[c] ?? `on the condition \`${c}\``
const memory = (operand: string) => `\`${operand.replace(/^(?:byte|word|dword|qword|xmmword) ptr /, '')}\``

/** `jmp qword ptr [rsi + 24]` -> "jumps to the address stored at …"; null for an instruction without a gloss. */
export function glossOf(line: string): string | null {
  const text = line.trim().replace(/\s+/g, ' ').replace(/ #.*$/, '')
  for (const [rule, say] of RULES) {
    const m = rule.exec(text)
    if (m) return say(m)
  }
  return null
}
