// Programs on which generator or simulator and Miri once said otherwise, as small as they got: each is asked again in every run of the tests.
import type { Line, Program } from './generate.ts'

const line = (
  text: string,
  ops: readonly string[],
  defines: string | null = null,
  uses: readonly string[] = [],
): Line => ({
  text,
  ops,
  defines,
  uses,
})

export const found: readonly { name: string; why: string; program: Program }[] = [
  {
    name: 'shared_argument',
    why: 'a shared reference that is passed on is retagged when it is copied, on the line of the call, and again at the entry',
    program: {
      lines: [
        line('let x = alloc_zeroed(Layout::new::<u8>()) as *mut u8;', ['x = heap 1'], 'x'),
        line('let p1 = &*x;', ['p1 = &x'], 'p1', ['x']),
        line('*x = 1;', ['write x'], null, ['x']),
        {
          ...line('shared_argument_f(p1);', ['t = &p1'], null, ['p1']),
          calls: {
            name: 'shared_argument_f',
            head: 'unsafe fn shared_argument_f(a: &u8) {',
            ops: ['call shared_argument_f', 'a = &t arg'],
            params: ['a'],
            body: [],
          },
        },
      ],
    },
  },
  {
    name: 'borrowed_on_the_spot',
    why: 'an argument `&mut *p` is borrowed, and reborrowed from that in two phases: a read in between disables only the first',
    program: {
      lines: [
        line('let mut x: u8 = 0;', ['x = alloc 1'], 'x'),
        line('let p1 = &raw mut x;', ['p1 = &raw mut x'], 'p1', ['x']),
        line('let p2 = &mut *p1;', ['p2 = &mut p1'], 'p2', ['p1']),
        {
          ...line('borrowed_on_the_spot_f(&mut *p2, *p1);', ['s = &mut p2', 't = &mut s two-phase', 'read p1'], null, [
            'p1',
            'p2',
          ]),
          calls: {
            name: 'borrowed_on_the_spot_f',
            head: 'unsafe fn borrowed_on_the_spot_f(a: &mut u8, _v: u8) {',
            ops: ['call borrowed_on_the_spot_f', 'a = &mut t arg'],
            params: ['a'],
            body: [],
          },
        },
      ],
    },
  },
  {
    name: 'freed_under_a_protector',
    why: 'Miri words a deallocation that would disable a protected tag otherwise than an access',
    program: {
      lines: [
        line('let x = alloc_zeroed(Layout::new::<u8>()) as *mut u8;', ['x = heap 1'], 'x'),
        line('let p1 = &mut *x;', ['p1 = &mut x'], 'p1', ['x']),
        {
          ...line('freed_under_a_protector_f(p1, x);', ['t = &mut p1 two-phase'], null, ['p1', 'x']),
          calls: {
            name: 'freed_under_a_protector_f',
            head: 'unsafe fn freed_under_a_protector_f(a: &mut u8, b: *mut u8) {',
            ops: ['call freed_under_a_protector_f', 'a = &mut t arg', 'b = copy x'],
            params: ['a', 'b'],
            body: [line('dealloc(b, Layout::new::<u8>());', ['dealloc b'], null, ['b'])],
          },
        },
      ],
    },
  },
]
