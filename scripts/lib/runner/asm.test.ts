// Assembly made readable: names, and what is left out.
import { expect, it } from 'vitest'
import { readableAsm } from './asm.ts'

it('reads the names of either mangling', () => {
  const text = (name: string): string => readableAsm(`${name}:\n\tcall\t${name}\n`)
  for (const [name, path] of [
    ['_ZN42_$LT$main..Cube$u20$as$u20$main..Shape$GT$4area17h0123456789abcdefE', '<main::Cube as main::Shape>::area'],
    ['_ZN4main4main28_$u7b$$u7b$closure$u7d$$u7d$17h0123456789abcdefE', 'main::main::{{closure}}'],
    ['_RNvCsiPHUooOEzbU_4main5twice', 'main::twice'],
    ['_RNCNvCsiPHUooOEzbU_4main4main0B3_', 'main::main::{closure#0}'],
    ['_ZNotaName', '_ZNotaName'],
  ])
    expect(text(name!)).toBe(`${path}:\n    call    ${path}`)
})
it('keeps code and jumps, and puts the program first', () => {
  const text = [
    '\t.file\t"main.rs"',
    '\t.section\t.text',
    '_ZN3std2rt10lang_start17h0123456789abcdefE:',
    '\t.cfi_startproc',
    '\tcall\t_ZN4main4main17h0123456789abcdefE',
    '\tret',
    '.Lfunc_end0:',
    '_ZN4main4main17h0123456789abcdefE:',
    '.LBB1_1:',
    '\t#APP',
    '\tjmp\t.LBB1_1',
    '.Lfunc_end1:',
    '',
    '.L__unnamed_1:',
    '\t.asciz\t"x"',
  ].join('\n')
  expect(readableAsm(text)).toBe(
    'main::main:\n.LBB1_1:\n    jmp     .LBB1_1\n\nstd::rt::lang_start:\n    call    main::main\n    ret',
  )
})
