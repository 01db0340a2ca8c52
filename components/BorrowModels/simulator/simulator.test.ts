// The models against Miri's published expectations, against the trees that Miri prints, and against the laws of the papers.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cases, leftOut, SUITE } from './conformance.ts'
import { parseOp, type Op } from './ops.ts'
import { judge, type Outcome } from './run.ts'
import { StackedBorrows } from './stacked.ts'
import { transition, TreeBorrows, type TbPermission } from './tree.ts'

const parse = (text: string): Op[] => text.split(';').map(t => parseOp(t))
const told = (o: Outcome) => (o.ub ? `${o.violation.class} at ${o.op}` : 'ok')
const wanted = (klass: string, mark: number) => (klass === 'ok' ? 'ok' : `${klass} at ${mark}`)

describe('Miri says the same', () => {
  test('the table is as large as it claims to be', () => {
    expect(cases.length).toBeGreaterThanOrEqual(110)
    expect(new Set(cases.map(c => c.miri)).size).toBe(cases.length)
  })
  test('each test of its folders is a case, or has a reason why it is none', () => {
    const files = new Set(cases.map(c => c.miri.split(' ')[0]!))
    const out = Object.values(leftOut).flat()
    console.info(
      `borrow models: ${cases.length} cases out of ${files.size} of Miri's ${SUITE} tests, ${out.length} left out`,
    )
    expect(out.filter(file => files.has(file))).toEqual([])
    expect(new Set([...files, ...out]).size).toBe(SUITE)
  })
  for (const c of cases) {
    test(c.miri, () => {
      const { stacked, tree } = judge(c.ops)
      if (c.stacked) expect(told(stacked), 'Stacked Borrows').toBe(wanted(c.stacked, c.marks.stacked))
      if (c.tree) expect(told(tree), 'Tree Borrows').toBe(wanted(c.tree, c.marks.tree))
      if (c.implicit)
        expect(told(judge(c.ops, { implicitWrites: true }).tree), 'Tree Borrows with implicit writes').toBe(
          wanted(c.implicit, c.marks.implicit),
        )
    })
  }
})

/** What Miri prints of a tree, without its connecting lines: `Unq root · Res x`, `?` before what was never accessed. */
function printTree(ops: string): string {
  const model = new TreeBorrows()
  for (const op of parse(ops)) expect(model.apply(op).violation).toBeNull()
  const short: Record<TbPermission, string> = {
    Reserved: 'Res',
    'Reserved (conflicted)': 'ResC',
    'Reserved (interior mutable)': 'ReIM',
    Unique: 'Unq',
    Frozen: 'Frz',
    Disabled: 'Dis',
    Cell: 'Cel',
  }
  return [...model.nodes.values()]
    .map(n => `${n.cells[0]!.accessed ? '' : '?'}${short[n.cells[0]!.perm]} ${model.machine.nameOf(n.tag)}`)
    .join(' · ')
}

describe('Miri prints the same trees', () => {
  const reserved = (cell: string) =>
    `root = alloc 1; base = &mut root${cell}; p = &raw mut base; x = &mut p${cell}; t = &mut base${cell}; y = &raw mut t`
  test('pass/tree_borrows/reserved.stderr', () => {
    expect(
      printTree(
        `${reserved(' cell')}; caller_x = &mut x cell two-phase; call read_second; callee_x = &mut caller_x cell arg; read y; return`,
      ),
    ).toBe('Unq root · ReIM base · ReIM x · ReIM t · ReIM caller_x · ResC callee_x')
    expect(printTree(`${reserved(' cell')}; read y`)).toBe('Unq root · ReIM base · ReIM x · ReIM t')
    expect(printTree(`${reserved(' cell')}; write y`)).toBe('Unq root · Unq base · ReIM x · Unq t')
    expect(
      printTree(
        `${reserved('')}; caller_x = &mut x two-phase; call read_second; callee_x = &mut caller_x arg; read y; return`,
      ),
    ).toBe('Unq root · Res base · Res x · Res t · Res caller_x · ResC callee_x')
    expect(printTree(`${reserved('')}; read y`)).toBe('Unq root · Res base · Res x · Res t')
    expect(printTree(`${reserved('')}; write y`)).toBe('Unq root · Unq base · Dis x · Unq t')
  })
  test('pass/tree_borrows/end-of-protector.tree.stderr', () => {
    const start = 'root = alloc 1; data = &mut root; x = &mut data'
    expect(printTree(start)).toBe('Unq root · Res data · Res x')
    const after = `${start}; caller_x = &mut x two-phase; call do_nothing; callee_x = &mut caller_x arg; return; y = &mut data`
    expect(printTree(after)).toBe('Unq root · Res data · Res x · Res caller_x · Res callee_x · Res y')
    expect(printTree(`${after}; write y`)).toBe('Unq root · Unq data · Dis x · Dis caller_x · Dis callee_x · Unq y')
  })
  test('pass/tree_borrows/cell-alternate-writes.tree.stderr', () => {
    const start = 'root = alloc 1; data = &mut root cell; x = &data cell; y = &data cell'
    expect(printTree(start)).toBe('Unq root · ReIM data · ?Cel x · ?Cel y')
    expect(printTree(`${start}; write x; write y`)).toBe('Unq root · Unq data · Cel x · Cel y')
  })
})

describe('Miri says it in the same words', () => {
  const message = (ops: string, model: 'stacked' | 'tree') => {
    const o = judge(parse(ops))[model]
    return o.ub ? o.violation.message : 'nothing'
  }
  test('Stacked Borrows', () => {
    expect(message('x = alloc 4; t = &mut x; raw = &raw mut t; r = &mut raw; read raw; read r', 'stacked')).toBe(
      'attempting a read access using <r> at x[0x0], but that tag does not exist in the borrow stack for this location',
    )
    expect(message('x = alloc 4; r = &x; p = &raw const r; write p', 'stacked')).toBe(
      'attempting a write access using <p> at x[0x0], but that tag only grants SharedReadOnly permission for this location',
    )
    expect(message('x = alloc 4; p = &raw mut x; call f; a = &mut p arg; write p', 'stacked')).toBe(
      'not granting access to tag <p> because that would remove [Unique for <a>] which is strongly protected',
    )
    expect(
      message('o = alloc 4; x = &mut o; p = &raw mut x; r = &mut p; read p; q = &mut r two-phase', 'stacked'),
    ).toBe(
      'trying to retag from <r> for SharedReadWrite permission at o[0x0], but that tag does not exist in the borrow stack for this location',
    )
  })
  test('Tree Borrows', () => {
    expect(message('x = alloc 4; r = &x; write x; read r', 'tree')).toBe(
      'read access through <r> at x[0x0] is forbidden: the accessed tag <r> has state Disabled which forbids this child read access',
    )
    expect(message('x = alloc 4; p = &raw mut x; call f; a = &mut p arg; write a; write p', 'tree')).toBe(
      'write access through <x> at x[0x0] is forbidden: this foreign write access would cause the protected tag <a> (currently Unique) to become Disabled',
    )
  })
})

test('a Box argument may be freed by the call that owns it, a reference argument may not', () => {
  // Box arguments are weakly protected: noalias, but not dereferenceable until the call returns.
  const freed = (how: string) => judge(parse(`h = heap 4; b = box h; call f; a = ${how} b arg; dealloc a; return`))
  expect([told(freed('box').stacked), told(freed('box').tree)]).toEqual(['ok', 'ok'])
  expect([told(freed('&mut').stacked), told(freed('&mut').tree)]).toEqual(['protected at 4', 'protected at 4'])
})

const PERMISSIONS: TbPermission[] = [
  'Reserved',
  'Reserved (conflicted)',
  'Reserved (interior mutable)',
  'Unique',
  'Frozen',
  'Disabled',
  'Cell',
]
const legal = (p: TbPermission, guarded: boolean) => !(guarded && p === 'Reserved (interior mutable)')

describe('laws of the state machine, exhaustively', () => {
  const rank: Record<TbPermission, number> = {
    Reserved: 0,
    'Reserved (interior mutable)': 0,
    'Reserved (conflicted)': 1,
    Unique: 2,
    Frozen: 3,
    Disabled: 4,
    Cell: 0,
  }
  const each = (f: (p: TbPermission, access: 'read' | 'write', foreign: boolean, guarded: boolean) => void) => {
    for (const p of PERMISSIONS)
      for (const access of ['read', 'write'] as const)
        for (const foreign of [true, false])
          for (const guarded of [true, false]) if (legal(p, guarded)) f(p, access, foreign, guarded)
  }
  test('a permission is only ever lost, except that a first write makes Reserved Unique', () =>
    each((p, access, foreign, guarded) => {
      const next = transition(p, access, foreign, guarded)
      if (next !== null && p !== 'Cell') expect(rank[next], `${p} ${access} ${foreign}`).toBeGreaterThanOrEqual(rank[p])
    }))
  test('an access repeated changes nothing more', () =>
    each((p, access, foreign, guarded) => {
      const next = transition(p, access, foreign, guarded)
      if (next !== null) expect(transition(next, access, foreign, guarded)).toBe(next)
    }))
  test('only a child access can be forbidden', () =>
    each((p, access, foreign, guarded) => {
      if (foreign) expect(transition(p, access, foreign, guarded)).not.toBeNull()
    }))
  test('a protected reference has what `noalias` asks for: a write on one side and any access on the other never pass together', () => {
    for (const p of ['Reserved', 'Reserved (conflicted)', 'Unique', 'Frozen'] as TbPermission[]) {
      const passes = (steps: readonly (readonly ['read' | 'write', boolean])[]) => {
        let state: TbPermission | null = p
        for (const [access, foreign] of steps) {
          state = transition(state, access, foreign, true)
          if (state === null || state === 'Disabled') return false
        }
        return true
      }
      expect(
        passes([
          ['write', false],
          ['read', true],
        ]),
        `${p}: own write, foreign read`,
      ).toBe(false)
      expect(
        passes([
          ['read', true],
          ['write', false],
        ]),
        `${p}: foreign read, own write`,
      ).toBe(false)
      expect(passes([['write', true]]), `${p}: foreign write`).toBe(false)
    }
  })
})

/** Programs that safe Rust could have made: one chain of reborrows, each dead before its parent is used again. */
const nested = fc.array(fc.record({ how: fc.constantFrom('&', '&mut'), access: fc.constantFrom('read', 'write') }), {
  minLength: 1,
  maxLength: 7,
})

describe('generated programs', () => {
  test('properly nested reborrows are accepted by both models', () => {
    fc.assert(
      fc.property(nested, chain => {
        const ops: string[] = ['x0 = alloc 4']
        let shared = false
        const names = ['x0']
        chain.forEach(({ how }, i) => {
          if (how === '&') shared = true
          ops.push(`x${i + 1} = ${shared ? '&' : '&mut '}x${i}`)
          names.push(`x${i + 1}`)
        })
        // Innermost first, each used for the last time; a pointer made after the first `&` only reads.
        const frozenFrom = chain.findIndex(c => c.how === '&')
        for (let i = names.length - 1; i >= 0; i--)
          ops.push(
            `${i > 0 && frozenFrom >= 0 && i > frozenFrom ? 'read' : chain[Math.max(0, i - 1)]!.access} ${names[i]}`,
          )
        const verdict = judge(parse(ops.join(';')))
        expect([told(verdict.stacked), told(verdict.tree)]).toEqual(['ok', 'ok'])
      }),
      { numRuns: 400 },
    )
  })

  test('a byte that an operation does not touch keeps its stack', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), fc.constantFrom('read', 'write'), (byte, access) => {
        const model = new StackedBorrows()
        for (const op of parse('x = alloc 4; a = &mut x; p = &raw mut a; r = &mut p')) model.apply(op)
        const before = JSON.stringify(model.stacks.get('x'))
        model.apply(parseOp(`${access} p[${byte}..${byte + 1}]`))
        const after = model.stacks.get('x')!
        ;(JSON.parse(before) as unknown[]).forEach((stack, i) => {
          if (i !== byte) expect(after[i]).toEqual(stack)
        })
      }),
    )
  })
})

test('an operation that is none is refused in words', () => {
  expect(() => parseOp('x := 4')).toThrow('`x := 4` is no operation of the borrow models')
  expect(() => judge(parse('x = alloc 4; read y'))).toThrow('the operations use `y` before they make it')
  expect(() => judge(parse('x = alloc 4; read x[0..8]'))).toThrow('bytes 0..8 do not lie in `x`, which has 4')
})
