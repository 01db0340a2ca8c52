// What Miri's own suite expects of both models, as operations in our words: the oracle of the simulator's tests.
// Source: rust-lang/miri at the commit in run.ts, paths below tests/. The programs are told here, not copied; read them there.
// One operation a line. `S!`, `T!`, `I!` mark the one that Stacked Borrows, Tree Borrows, and Tree Borrows with implicit writes report.
import { parseOp, type Op } from './ops.ts'

/** Class of a report, `ok` for none, absent where Miri's suite says nothing. */
export interface Expectation {
  miri: string
  stacked?: string
  tree?: string
  implicit?: string
  script: string
}
export interface Case extends Expectation {
  ops: readonly Op[]
  marks: { stacked: number; tree: number; implicit: number }
}

const table: readonly Expectation[] = [
  // ---- tests/fail/stacked_borrows
  {
    miri: 'fail/stacked_borrows/disable_mut_does_not_merge_srw.rs',
    stacked: 'missing',
    script:
      'mem = alloc 4; t = &mut mem; base = &raw mut t; mutref = &mut base; raw = &raw mut mutref; read base; write base; S! read raw',
  },
  {
    miri: 'fail/stacked_borrows/drop_in_place_retag.rs',
    stacked: 'read-only',
    script: 'x = alloc 1; p = &raw const x; S! d = &mut p',
  },
  {
    miri: 'fail/stacked_borrows/fnentry_invalidation.rs',
    stacked: 'missing',
    script:
      'x = alloc 4; t = &mut x; z = &raw mut t; a = &mut x two-phase; call do_bad; s = &mut a arg; return; S! read z',
  },
  {
    miri: 'fail/stacked_borrows/fnentry_invalidation2.rs',
    stacked: 'missing',
    script:
      'o = alloc 12; sli = &mut o; s = &sli; call as_ptr; p = &s arg; ptr = &raw const p; return; call inner; m = &mut sli two-phase; call as_mut_ptr; ms = &mut m arg; raw = &raw mut ms; return; return; S! read ptr[0..4]',
  },
  {
    miri: 'fail/stacked_borrows/illegal_dealloc1.rs',
    stacked: 'missing',
    script: 'x = heap 1; a = &mut x; ptr1 = &raw mut a; b = &mut ptr1; ptr2 = &raw mut b; write ptr1; S! dealloc ptr2',
  },
  {
    miri: 'fail/stacked_borrows/illegal_read1.rs',
    stacked: 'missing',
    script:
      'x = alloc 4; t = &mut x; xraw = &raw mut t; xref = &mut xraw; call callee; read xraw; return; S! read xref',
  },
  {
    miri: 'fail/stacked_borrows/illegal_read2.rs',
    stacked: 'missing',
    script:
      'x = alloc 4; t = &mut x; xraw = &raw mut t; xref = &mut xraw; call callee; shr = &xraw; read shr; return; S! read xref',
  },
  {
    miri: 'fail/stacked_borrows/illegal_read3.rs',
    stacked: 'missing',
    script:
      'x = alloc 4; xref1 = &mut x; sneaky = copy xref1; xref2 = &mut xref1; call callee; read sneaky; return; S! read xref2',
  },
  {
    miri: 'fail/stacked_borrows/illegal_read4.rs',
    stacked: 'missing',
    script: 'x = alloc 4; xref1 = &mut x; xraw = &raw mut xref1; xref2 = &mut xraw; read xraw; S! read xref2',
  },
  {
    miri: 'fail/stacked_borrows/illegal_read6.rs',
    stacked: 'missing',
    script: 'o = alloc 4; x = &mut o; raw = &raw mut x; x2 = &mut x; y = &x2; S! read raw',
  },
  {
    miri: 'fail/stacked_borrows/illegal_read7.rs',
    stacked: 'missing',
    script:
      'o = alloc 4; x = &mut o cell; raw = &raw mut x cell; x2 = &mut raw cell; shr = &x2 cell; read raw; S! g = &mut x2 two-phase cell',
  },
  {
    miri: 'fail/stacked_borrows/illegal_read8.rs',
    stacked: 'missing',
    script: 'o = alloc 4; x = &mut o; y1 = &x; y2 = &raw mut x; read y2; read y1; read y2; write y2; S! read y1',
  },
  {
    miri: 'fail/stacked_borrows/illegal_write2.rs',
    stacked: 'missing',
    script:
      'o = alloc 4; target = &mut o; target2 = &raw mut target; r = &mut target; call drop; d = &mut r arg; return; S! write target2',
  },
  {
    miri: 'fail/stacked_borrows/illegal_write3.rs',
    stacked: 'read-only',
    script: 'target = alloc 4; r = &target; ptr = &raw const r; S! write ptr',
  },
  {
    miri: 'fail/stacked_borrows/illegal_write4.rs',
    stacked: 'missing',
    script:
      'target = alloc 4; t = &mut target; raw = &raw mut t; reference = &raw; ptr = &raw const reference; m = &mut raw; S! read reference',
  },
  {
    miri: 'fail/stacked_borrows/interior_mut1.rs',
    stacked: 'missing',
    script:
      'o = alloc 4; c = &o cell; g = &raw const c cell; inner_uniq = &mut g cell; inner_shr = &inner_uniq cell; g2 = &raw const c cell; write g2; S! s = &inner_shr cell',
  },
  {
    miri: 'fail/stacked_borrows/interior_mut2.rs',
    stacked: 'missing',
    script:
      'o = alloc 4; c = &o cell; g = &raw const c cell; inner_uniq = &mut g cell; inner_shr = &inner_uniq cell; g2 = &raw const c cell; read g2; u = &mut inner_shr cell; read u; g3 = &raw const c cell; write g3; S! s = &inner_shr cell',
  },
  {
    miri: 'fail/stacked_borrows/invalidate_against_protector1.rs',
    stacked: 'protected',
    script: 'x = alloc 4; t = &mut x; xraw = &raw mut t; xref = &mut xraw; call inner; y = &mut xref arg; S! read xraw',
  },
  {
    miri: 'fail/stacked_borrows/load_invalid_mut.rs',
    stacked: 'missing',
    script: 'o = alloc 4; x = &mut o; xraw = &raw mut x; xref = &mut xraw; read xraw; S! l = &mut xref',
  },
  {
    miri: 'fail/stacked_borrows/pass_invalid_mut.rs',
    stacked: 'missing',
    script:
      'o = alloc 4; x = &mut o; xraw = &raw mut x; xref = &mut xraw; read xraw; S! a = &mut xref two-phase; call foo; b = &mut a arg; return',
  },
  {
    miri: 'fail/stacked_borrows/pointer_smuggling.rs',
    stacked: 'missing',
    script:
      'v = alloc 1; val = &mut v; a = &mut val two-phase; call fun1; x = &mut a arg; PTR = &raw mut x; return; write val; call fun2; S! read PTR',
  },
  {
    miri: 'fail/stacked_borrows/raw_tracking.rs',
    stacked: 'missing',
    script: 'l = alloc 4; t1 = &mut l; raw1 = &raw mut t1; t2 = &mut l; raw2 = &raw mut t2; S! write raw1; write raw2',
  },
  {
    miri: 'fail/stacked_borrows/return_invalid_mut.rs',
    stacked: 'missing',
    script:
      'o = alloc 8; a = &mut o; call foo; x = &mut a arg; xraw = &raw mut x; ret = &mut xraw[4..8]; read xraw; S! r = &mut ret; return',
  },
  {
    miri: 'fail/stacked_borrows/return_invalid_mut_option.rs',
    stacked: 'missing',
    script:
      'o = alloc 8; a = &mut o; call foo; x = &mut a arg; xraw = &raw mut x; ret = &mut xraw[4..8]; some = &mut ret; read xraw; S! r = &mut some; return',
  },
  {
    miri: 'fail/stacked_borrows/return_invalid_mut_tuple.rs',
    stacked: 'missing',
    script:
      'o = alloc 8; a = &mut o; call foo; x = &mut a arg; xraw = &raw mut x; t = &mut xraw[4..8]; ret = &mut t; read xraw; S! r = &mut ret; return',
  },
  {
    miri: 'fail/stacked_borrows/shared_rw_borrows_are_weak1.rs',
    stacked: 'missing',
    script:
      'o = alloc 4; x = &mut o cell; y = &mut x cell; shr_rw = &x cell; write shr_rw; S! g = &mut y two-phase cell',
  },
  {
    miri: 'fail/stacked_borrows/track_caller.rs',
    stacked: 'missing',
    script:
      'x = alloc 4; t = &mut x; xraw = &raw mut t; xref = &mut xraw; call callee; read xraw; return; S! read xref',
  },
  {
    miri: 'fail/stacked_borrows/transmute-is-no-escape.rs',
    stacked: 'missing',
    script: 'x = alloc 8; first = &mut x[0..4]; t = &mut x[4..8]; raw = &raw mut t; S! write raw[0..4]',
  },
  {
    miri: 'fail/stacked_borrows/unescaped_static.rs',
    stacked: 'missing',
    script: 'ARRAY = static 2; r = &ARRAY[0..1]; p = &raw const r; S! read p[1..2]',
  },
  {
    miri: 'fail/stacked_borrows/zst_slice.rs',
    stacked: 'missing',
    script: 'a = alloc 12; s = &a[0..0]; p = &raw const s; S! r = &p[4..8]',
  },

  // ---- tests/fail/both_borrows
  {
    miri: 'fail/both_borrows/alias_through_mutation.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script:
      'o = alloc 4; target = &mut o; a = &mut target two-phase; call retarget; tg = &mut a arg; raw = &raw mut tg; m = &mut raw; alias = &m; return; write target; S!T! read alias',
  },
  {
    miri: 'fail/both_borrows/aliasing_mut1.rs',
    stacked: 'protected',
    tree: 'forbidden',
    implicit: 'protected',
    script:
      'x = alloc 4; t = &mut x; xraw = copy t; call safe; a = &mut xraw arg; S!I! b = &mut xraw arg; T! write a; write b',
  },
  {
    miri: 'fail/both_borrows/aliasing_mut2.rs',
    stacked: 'protected',
    tree: 'forbidden',
    implicit: 'protected',
    script:
      'x = alloc 4; xref = &mut x; xraw = copy xref; xshr = &xref; call safe; a = &xshr arg; S!I! b = &mut xraw arg; read a; T! write b',
  },
  {
    miri: 'fail/both_borrows/aliasing_mut3.rs',
    stacked: 'missing',
    tree: 'forbidden',
    implicit: 'forbidden',
    script:
      'x = alloc 4; xref = &mut x; xraw = copy xref; xshr = &xref; call safe; a = &mut xraw arg; S!I! b = &xshr arg; T! write a; read b',
  },
  {
    miri: 'fail/both_borrows/aliasing_mut4.rs',
    stacked: 'protected',
    tree: 'protected',
    implicit: 'protected',
    script:
      'x = alloc 4; xref = &mut x; xraw = copy xref; xshr = &xref; call safe; a = &xshr arg; S!I! b = &mut xraw cell arg; call set; s = &b cell arg; T! write s',
  },
  {
    miri: 'fail/both_borrows/box_exclusive_violation1.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script:
      'b = heap 4; bx = box b; call demo; our = box bx arg; s = &our; call unknown_code_1; x = &s arg; LEAK = &raw const x; return; write our; call unknown_code_2; S!T! write LEAK',
  },
  {
    miri: 'fail/both_borrows/box_noalias_violation.rs',
    stacked: 'protected',
    tree: 'protected',
    script:
      'v = alloc 4; t = &mut v; ptr = &raw mut t; bx = box ptr; call test; x = box bx arg; write x; S!T! read ptr',
  },
  {
    miri: 'fail/both_borrows/buggy_as_mut_slice.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script: 'v = heap 12; p = copy v; v1 = &mut p; v2 = &mut p; S! write v1[4..8]; T! write v2[4..8]',
  },
  {
    miri: 'fail/both_borrows/buggy_split_at_mut.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script:
      'array = alloc 16; s0 = &mut array; call split_at_mut; s = &mut s0 arg; p = &raw mut s; l = &mut p; r = &mut p; S! a = &mut l; b = &mut r; return; write a[4..8]; T! write b[4..8]',
  },
  {
    miri: 'fail/both_borrows/deallocate_against_protector1.rs',
    stacked: 'protected',
    tree: 'protected',
    script:
      'o = heap 4; l = &mut o; a = &mut l two-phase; call inner; x = &mut a arg; b = &mut x two-phase; call f; y = &mut b arg; raw = &raw mut y; bx = box raw; S!T! dealloc bx',
  },
  {
    miri: 'fail/both_borrows/deallocate_against_protector2.rs',
    stacked: 'missing',
    tree: 'protected',
    script: 'o = heap 4; call inner; x = &mut o[0..0] arg; call f; y = &mut x arg; raw = &raw mut y; S!T! dealloc raw',
  },
  {
    miri: 'fail/both_borrows/drop_in_place_protector.rs',
    stacked: 'protected',
    tree: 'protected',
    script: 'x = alloc 1; P = &raw mut x; call drop_in_place; d = &mut P arg; S!T! write P',
  },
  {
    miri: 'fail/both_borrows/illegal_write1.rs',
    stacked: 'read-only',
    tree: 'forbidden',
    script: 'target = heap 4; xref = &target; x = &raw const xref; S!T! write x',
  },
  {
    miri: 'fail/both_borrows/illegal_write5.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script:
      'x = alloc 4; t = &mut x; xraw = &raw mut t; xref = &mut xraw; call callee; write xraw; return; S!T! read xref',
  },
  {
    miri: 'fail/both_borrows/illegal_write6.rs',
    stacked: 'protected',
    tree: 'protected',
    script:
      'o = alloc 4; x = &mut o; p = &raw mut x; r = &mut x two-phase; call foo; a = &mut r arg; write a; b = &a; S!T! write p',
  },
  {
    miri: 'fail/both_borrows/invalidate_against_protector2.rs',
    stacked: 'protected',
    tree: 'protected',
    script: 'x = alloc 4; t = &mut x; xraw = &raw mut t; xref = &xraw; call inner; y = &xref arg; S!T! write xraw',
  },
  {
    miri: 'fail/both_borrows/invalidate_against_protector3.rs',
    stacked: 'protected',
    tree: 'protected',
    script: 'ptr = heap 4; r = &ptr; call inner; y = &r arg; S!T! write ptr',
  },
  {
    miri: 'fail/both_borrows/load_invalid_shr.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script: 'o = alloc 4; x = &mut o; xraw = &raw mut x; xref = &xraw; write xraw; S!T! l = &xref',
  },
  {
    miri: 'fail/both_borrows/mixed_cell_deallocate.rs',
    stacked: 'read-only',
    tree: 'forbidden',
    script: 'b = heap 8; call foo; x = &b cell[0..4] arg; p = &raw const x cell[0..4]; S!T! dealloc p',
  },
  {
    miri: 'fail/both_borrows/mixed_mutability_static.rs',
    stacked: 'read-only',
    tree: 'forbidden',
    script: 'X = static 8; r = &X cell[4..8]; ptr = &raw const r cell[4..8]; S!T! write ptr',
  },
  {
    miri: 'fail/both_borrows/mut_exclusive_violation1.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script:
      'o = alloc 4; m = &mut o; call demo; our = &mut m arg; s = &our; call unknown_code_1; x = &s arg; LEAK = &raw const x; return; write our; call unknown_code_2; S!T! write LEAK',
  },
  {
    miri: 'fail/both_borrows/mut_exclusive_violation2.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script:
      'o = alloc 4; x = &mut o; ptr1 = &raw mut x; ptr2 = copy ptr1; raw1 = &mut ptr1; raw2 = &mut ptr2; S! read raw1; write raw2; T! write raw1',
  },
  {
    miri: 'fail/both_borrows/newtype_retagging.rs',
    stacked: 'protected',
    tree: 'protected',
    script: 'ptr = heap 4; n0 = &mut ptr; call dealloc_while_running; n = &mut n0 arg; S! bx = box ptr; T! dealloc bx',
  },
  {
    miri: 'fail/both_borrows/outdated_local.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script: 'x = alloc 4; r = &x; y = &raw const r; write x; S!T! read y',
  },
  {
    miri: 'fail/both_borrows/pass_invalid_shr.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script: 'o = alloc 4; x = &mut o; xraw = &raw mut x; xref = &xraw; write xraw; S!T! a = &xref',
  },
  {
    miri: 'fail/both_borrows/pass_invalid_shr_option.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script: 'o = alloc 4; x = &mut o; xraw = &raw mut x; some = &xraw; write xraw; S!T! a = &some',
  },
  {
    miri: 'fail/both_borrows/pass_invalid_shr_tuple.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script:
      'o = alloc 8; x = &mut o; t0 = &mut x[0..4]; xraw0 = &raw mut t0; t1 = &mut x[4..8]; xraw1 = &raw mut t1; p0 = &xraw0; p1 = &xraw1; write xraw0; S!T! a0 = &p0',
  },
  {
    miri: 'fail/both_borrows/return_invalid_shr.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script:
      'o = alloc 8; a = &mut o; call foo; x = &mut a arg; xraw = &raw mut x; ret = &xraw[4..8]; write xraw; S!T! r = &ret',
  },
  {
    miri: 'fail/both_borrows/return_invalid_shr_option.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script:
      'o = alloc 8; a = &mut o; call foo; x = &mut a arg; xraw = &raw mut x; ret = &xraw[4..8]; write xraw; S!T! r = &ret; return',
  },
  {
    miri: 'fail/both_borrows/return_invalid_shr_tuple.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script:
      'o = alloc 8; a = &mut o; call foo; x = &mut a arg; xraw = &raw mut x; t = &xraw[4..8]; ret = &t; write xraw; S!T! r = &ret; return',
  },
  {
    miri: 'fail/both_borrows/shr_frozen_violation1.rs',
    stacked: 'read-only',
    tree: 'forbidden',
    script:
      'o = alloc 4; a = &mut o; call foo; x = &mut a arg; write x; s = &x; call unknown_code; y = &s arg; p = &raw const y; S!T! write p',
  },
  {
    miri: 'fail/both_borrows/shr_frozen_violation2.rs',
    stacked: 'missing',
    tree: 'forbidden',
    script: 'x = alloc 4; ptr = &raw mut x; frozen = &ptr; read frozen; write x; S!T! read frozen',
  },

  // ---- tests/fail/tree_borrows
  {
    miri: 'fail/tree_borrows/alternate-read-write.rs',
    tree: 'forbidden',
    script: 'o = alloc 1; x = &mut o; r = &raw mut x; y = &mut r; read x; read y; write y; read x; read y; T! write y',
  },
  {
    miri: 'fail/tree_borrows/cell-inside-struct.rs',
    tree: 'forbidden',
    implicit: 'forbidden',
    script: 'root = alloc 8; a = &root cell[4..8]; p = copy a; s = &p[4..8] cell; write s; T!I! write p[0..4]',
  },
  {
    miri: 'fail/tree_borrows/error-range.rs',
    tree: 'forbidden',
    script:
      'd = alloc 16; data = &mut d; p = &raw mut data; rmut = &mut p[0..6]; write rmut[3..4]; write rmut[4..5]; write rmut[5..6]; read data[3..4]; read data[4..5]; read data[5..6]; write data[4..5]; write data[5..6]; T! read rmut[5..6]',
  },
  {
    miri: 'fail/tree_borrows/fnentry_invalidation.rs',
    tree: 'forbidden',
    script:
      'x = alloc 4; t = &mut x; z = &raw mut t; write z; a = &mut x two-phase; call do_bad; s = &mut a arg; return; T! write z',
  },
  {
    miri: 'fail/tree_borrows/frozen-lazy-write-to-surrounding.rs',
    tree: 'forbidden',
    script: 'pair = alloc 4; x = &pair[0..0]; ptr = &raw const x; T! write ptr[0..4]',
  },
  {
    miri: 'fail/tree_borrows/outside-range.rs',
    tree: 'protected',
    script:
      'd = alloc 4; data = &mut d; raw = &raw mut data; m = &mut raw[0..1]; call stuff; x = &mut m arg; xraw = &raw mut x; write raw[1..2]; read xraw[2..3]; read xraw[3..4]; T! write raw[3..4]',
  },
  {
    miri: 'fail/tree_borrows/parent_read_freezes_raw_mut.rs',
    stacked: 'ok',
    tree: 'forbidden',
    script: 'root = alloc 1; mref = &mut root; ptr = &raw mut mref; write ptr; read root; T! write ptr',
  },
  {
    miri: 'fail/tree_borrows/pass_invalid_mut.rs',
    tree: 'forbidden',
    script:
      'o = alloc 4; x = &mut o; xraw = &raw mut x; xref = &mut xraw; write xref; read xraw; a = &mut xref two-phase; call foo; nope = &mut a arg; T! write nope',
  },
  {
    miri: 'fail/tree_borrows/protector-write-lazy.rs',
    tree: 'forbidden',
    script:
      'v = heap 8; first = &mut v[0..4]; a = &mut first two-phase; call other; r = &mut a arg; write r; write r; t = &mut v[4..8]; funky = &raw mut t; return; T! l = &funky[0..4]',
  },
  {
    miri: 'fail/tree_borrows/repeated_foreign_read_lazy_conflicted.rs',
    tree: 'forbidden',
    script:
      'al = alloc 2; orig = &raw mut al; foo = &mut orig[0..1]; read al[0..1]; m = &mut foo[1..2]; call sub; x = &mut m arg; read orig[0..1]; T! write x[0..1]',
  },
  {
    miri: 'fail/tree_borrows/reserved/cell-protected-write.rs',
    tree: 'protected',
    script:
      'o = alloc 1; n = &mut o cell; nr = &raw mut n; x = &mut nr cell; t = &mut n cell; y = &raw mut t; a = &mut x cell two-phase; call write_second; cx = &mut a cell arg; T! write y',
  },
  {
    miri: 'fail/tree_borrows/reserved/int-protected-write.rs',
    tree: 'protected',
    script:
      'o = alloc 1; n = &mut o; nr = &raw mut n; x = &mut nr; t = &mut n; y = &raw mut t; a = &mut x two-phase; call write_second; cx = &mut a arg; T! write y',
  },
  {
    miri: 'fail/tree_borrows/return_invalid_mut.rs',
    tree: 'forbidden',
    script:
      'o = alloc 8; arg0 = &mut o; a = &mut arg0 two-phase; call foo; x = &mut a arg; xraw = &raw mut x; ret = &mut xraw[4..8]; read ret; write ret; read xraw; r = &mut ret; return; T! write r',
  },
  {
    miri: 'fail/tree_borrows/strongly-protected.rs',
    tree: 'protected',
    script: 'o = heap 4; l = &mut o; call inner; x = &mut l arg; p = &raw mut x; call f; bx = box p; T! dealloc bx',
  },
  {
    miri: 'fail/tree_borrows/subtree_traversal_skipping_diagnostics.rs',
    tree: 'forbidden',
    script:
      'root = alloc 1; i = &root; q = &raw const i; data = &mut q; call write_to_mut; m = &mut data arg; other = &raw const root; read other; T! write m',
  },
  {
    miri: 'fail/tree_borrows/write-during-2phase.rs',
    stacked: 'ok',
    tree: 'forbidden',
    script:
      'f = alloc 8; t = &mut f; alias = &raw mut t; s = &mut f two-phase; write alias; call add; T! me = &mut s arg; read me; return',
  },
  {
    miri: 'fail/tree_borrows/implicit_writes/as_mut_ptr.rs',
    tree: 'ok',
    implicit: 'forbidden',
    script:
      'x = alloc 3; t = &mut x; ptr = &raw mut t; a = &mut ptr; b = &mut ptr; r = &mut a two-phase; call as_mut_ptr; p = &mut r arg; q = &raw mut p; return; I! l = &b',
  },
  {
    miri: 'fail/tree_borrows/implicit_writes/fnentry_invalidation.rs',
    tree: 'ok',
    implicit: 'forbidden',
    script:
      'x = alloc 4; t = &mut x; z = &raw mut t; a = &mut x two-phase; call do_bad; s = &mut a arg; return; I! read z',
  },
  {
    miri: 'fail/tree_borrows/implicit_writes/ptr_write.rs',
    implicit: 'protected',
    script: 'x = alloc 1; ptr = &raw mut x; r = &mut x; call dereference; a = &mut r arg; I! read ptr',
  },
  {
    miri: 'fail/tree_borrows/implicit_writes/ptr_write_box.rs',
    implicit: 'protected',
    script: 'h = heap 1; x = box h; ptr = &raw mut x; call dereference; a = box x arg; I! read ptr',
  },
  {
    miri: 'fail/tree_borrows/implicit_writes/ptr_write_unsafe_cell.rs',
    implicit: 'protected',
    script:
      'x = alloc 1; s = &x cell; ptr = &raw const s cell; r = &mut x cell; call dereference; a = &mut r cell arg; I! read ptr',
  },

  // ---- tests/pass: no false alarm
  {
    miri: 'pass/both_borrows/basic_aliasing_model.rs read_does_not_invalidate1',
    stacked: 'ok',
    tree: 'ok',
    implicit: 'ok',
    script:
      'o = alloc 8; a = &mut o; call foo; x = &mut a arg; xraw = &raw mut x; ret = &xraw[4..8]; read x[4..8]; r = &ret; return; read r',
  },
  {
    miri: 'pass/both_borrows/basic_aliasing_model.rs read_does_not_invalidate2',
    stacked: 'ok',
    tree: 'ok',
    implicit: 'ok',
    script:
      'o = alloc 8; a = &mut o; call foo; x = &mut a arg; xraw = &raw mut x; read x[4..8]; ret = &xraw[4..8]; r = &ret; return; read r',
  },
  {
    miri: 'pass/both_borrows/basic_aliasing_model.rs mut_raw_then_mut_shr',
    stacked: 'ok',
    tree: 'ok',
    implicit: 'ok',
    script: 'x = alloc 4; xref = &mut x; t = &mut xref; xraw = &raw mut t; xshr = &xref; read xshr; write xraw; read x',
  },
  {
    miri: 'pass/both_borrows/basic_aliasing_model.rs mut_shr_then_mut_raw',
    stacked: 'ok',
    tree: 'ok',
    implicit: 'ok',
    script: 'o = alloc 4; xref = &mut o; xshr = &xref; xraw = &raw mut xref; write xraw; read xref',
  },
  {
    miri: 'pass/both_borrows/basic_aliasing_model.rs mut_raw_mut',
    stacked: 'ok',
    tree: 'ok',
    implicit: 'ok',
    script:
      'x = alloc 4; xref1 = &mut x; xraw = &raw mut xref1; xref2 = &mut xraw; read xref1; write xraw; read xref1; read xraw; read xref1; read xraw; read x',
  },
  {
    miri: 'pass/both_borrows/basic_aliasing_model.rs partially_invalidate_mut',
    stacked: 'ok',
    tree: 'ok',
    implicit: 'ok',
    script:
      'd = alloc 2; data = &mut d; t = &mut data; reborrow = &raw mut t; shard = &mut reborrow[0..1]; read data[1..2]; write data[1..2]; read shard; write shard; read data',
  },
  {
    miri: 'pass/both_borrows/basic_aliasing_model.rs two_raw',
    stacked: 'ok',
    tree: 'ok',
    implicit: 'ok',
    script: 'o = alloc 4; x = &mut o; y1 = &raw mut x; y2 = &raw mut x; read y1; write y1; read y2; write y2',
  },
  {
    miri: 'pass/both_borrows/basic_aliasing_model.rs shr_and_raw',
    stacked: 'ok',
    tree: 'ok',
    implicit: 'ok',
    script: 'o = alloc 4; x = &mut o; y1 = &x; y2 = &raw mut x; read y1; read y2; write y2',
  },
  {
    miri: 'pass/both_borrows/basic_aliasing_model.rs array_casts',
    stacked: 'ok',
    tree: 'ok',
    implicit: 'ok',
    script:
      'x = alloc 16; t = &mut x; p = &raw mut t; write p[8..16]; y = alloc 16; r = &y; q = &raw const r; read q[8..16]',
  },
  {
    miri: 'pass/both_borrows/basic_aliasing_model.rs not_unpin_not_protected',
    stacked: 'ok',
    tree: 'ok',
    implicit: 'ok',
    script:
      'o = heap 4; l = &mut o pinned; call inner; x = &mut l arg pinned; call f; y = &mut x arg pinned; raw = &raw mut y; bx = box raw pinned; dealloc bx',
  },
  {
    miri: 'pass/both_borrows/basic_aliasing_model.rs box_into_raw_allows_interior_mutable_alias',
    stacked: 'ok',
    tree: 'ok',
    implicit: 'ok',
    script:
      'h = heap 4; b = box h cell; raw = &raw mut b cell; c = &raw cell; d = copy raw; write d; s = &c cell; write s; b2 = box raw cell; dealloc b2',
  },
  {
    miri: 'pass/both_borrows/basic_aliasing_model.rs cell_inside_struct',
    stacked: 'ok',
    tree: 'ok',
    implicit: 'ok',
    script:
      'root = alloc 8; a = &mut root cell[4..8]; f2 = &a[4..8] cell; call set; s = &f2 cell arg; write s; return; write a[0..4]',
  },
  {
    miri: 'pass/both_borrows/basic_aliasing_model.rs zst (with_protector)',
    stacked: 'ok',
    tree: 'ok',
    implicit: 'ok',
    script: 'p = heap 1; r = &mut p[0..0]; call with_protector; x = &mut r arg; dealloc p; return',
  },
  {
    miri: 'pass/stacked_borrows/stacked-borrows.rs mut_raw_mut2',
    stacked: 'ok',
    script: 'root = alloc 4; t = &mut root; to = &raw mut t; write to; read root; write to',
  },
  {
    miri: 'pass/stacked_borrows/stacked-borrows.rs two_phase_aliasing_violation',
    stacked: 'ok',
    script:
      'f = alloc 8; t = &mut f; alias = &raw mut t; s = &mut f two-phase; write alias; call add; me = &mut s arg; read me; return',
  },
  {
    miri: 'pass/tree_borrows/sb_fails.rs fnentry_invalidation',
    stacked: 'missing',
    tree: 'ok',
    script:
      'x = alloc 4; t = &mut x; z = &raw mut t; a = &mut x two-phase; call do_bad; s = &mut a arg; return; S! read z',
  },
  {
    miri: 'pass/tree_borrows/sb_fails.rs pass_invalid_mut',
    stacked: 'missing',
    tree: 'ok',
    script:
      'o = alloc 4; x = &mut o; xraw = &raw mut x; xref = &mut xraw; read xraw; S! a = &mut xref two-phase; call foo; b = &mut a arg; return',
  },
  {
    miri: 'pass/tree_borrows/sb_fails.rs return_invalid_mut',
    stacked: 'missing',
    tree: 'ok',
    script:
      'o = alloc 8; a = &mut o; call foo; x = &mut a arg; xraw = &raw mut x; ret = &mut xraw[4..8]; read xraw; S! r = &mut ret; return',
  },
  {
    miri: 'pass/tree_borrows/sb_fails.rs interior_mut_reborrow',
    stacked: 'missing',
    tree: 'ok',
    script:
      'c = alloc 4; r = &c cell; call get; s = &r cell arg; ptr = &raw const s cell; return; write c; S! read ptr',
  },
  {
    miri: 'pass/tree_borrows/tree-borrows.rs aliasing_read_only_mutable_refs',
    tree: 'ok',
    implicit: 'ok',
    script: 'o = alloc 8; base = &mut o; p = &raw mut base; r1 = &mut p; r2 = &mut p; read r1; read r2',
  },
  {
    miri: 'pass/tree_borrows/tree-borrows.rs local_addr_of_mut',
    tree: 'ok',
    implicit: 'ok',
    script: 'local = alloc 4; ptr = &raw mut local; write local; write ptr; write local; write ptr',
  },
  {
    miri: 'pass/tree_borrows/tree-borrows.rs two_mut_protected_same_alloc',
    tree: 'ok',
    implicit: 'ok',
    script:
      'data = alloc 2; a = &mut data[0..1]; b = &mut data[1..2]; call write_second; x = &mut a arg; y = &mut b arg; write y; return',
  },
  {
    miri: 'pass/tree_borrows/tree-borrows.rs returned_mut_is_usable',
    tree: 'ok',
    implicit: 'ok',
    script:
      'data = alloc 1; x = &mut data; a = &mut x two-phase; call reborrow; xx = &mut a arg; y = &mut xx; read y; write y; ret = &mut y; return; z = &mut ret; write z',
  },
  {
    miri: 'pass/tree_borrows/tree-borrows.rs direct_mut_to_const_raw',
    tree: 'ok',
    implicit: 'ok',
    script: 'o = alloc 4; x = &mut o; y = &raw const x; write y; read x',
  },
  // Its implicit-writes revision passes because core marks as_mut_ptr `#[rustc_no_writable]`, a word that this language does not have.
  {
    miri: 'pass/tree_borrows/copy-nonoverlapping.rs test_from_to',
    tree: 'ok',
    script:
      'd = alloc 16; data = &mut d; r = &data; call as_ptr; rs = &r arg; from = &raw const rs; return; m = &mut data two-phase; call as_mut_ptr; ms = &mut m arg; to = &raw mut ms; return; read from[0..8]; write to[8..16]',
  },
  {
    miri: 'pass/tree_borrows/cell-lazy-write-to-surrounding.rs',
    tree: 'ok',
    implicit: 'ok',
    script:
      'arr = alloc 8; r = &arr[0..4] cell; call foo; x = &r cell arg; p = &raw const x cell; write p[4..8]; return',
  },
  {
    miri: 'pass/tree_borrows/cell-alternate-writes.rs',
    tree: 'ok',
    implicit: 'ok',
    script: 'd = alloc 1; data = &mut d cell; x = &data cell; y = &data cell; write x; write y; write x; write y',
  },
]

/** How many tests Miri has in the folders of its borrow models at that commit. */
export const SUITE = 165

/** Tests of these folders that are no cases here, by the reason. */
export const leftOut: Readonly<Record<string, readonly string[]>> = {
  'pointers made from integers: a wildcard is no tag': [
    'fail/both_borrows/illegal_read_despite_exposed1.rs',
    'fail/both_borrows/illegal_read_despite_exposed2.rs',
    'fail/both_borrows/illegal_write_despite_exposed1.rs',
    'fail/stacked_borrows/exposed_only_ro.rs',
    'fail/stacked_borrows/unescaped_local.rs',
    'pass/both_borrows/int-to-ptr.rs',
    'pass/stacked_borrows/unknown-bottom-gc.rs',
    'fail/tree_borrows/wildcard/cross_tree_from_main.rs',
    'fail/tree_borrows/wildcard/cross_tree_update_main.rs',
    'fail/tree_borrows/wildcard/cross_tree_update_main_invalid_exposed.rs',
    'fail/tree_borrows/wildcard/cross_tree_update_main_invalid_exposed2.rs',
    'fail/tree_borrows/wildcard/cross_tree_update_newer.rs',
    'fail/tree_borrows/wildcard/cross_tree_update_newer_exposed.rs',
    'fail/tree_borrows/wildcard/cross_tree_update_older.rs',
    'fail/tree_borrows/wildcard/cross_tree_update_older_invalid_exposed.rs',
    'fail/tree_borrows/wildcard/cross_tree_update_older_invalid_exposed2.rs',
    'fail/tree_borrows/wildcard/dealloc.rs',
    'fail/tree_borrows/wildcard/gc.rs',
    'fail/tree_borrows/wildcard/multi_exposed_child.rs',
    'fail/tree_borrows/wildcard/multi_exposed_child_unique_writer.rs',
    'fail/tree_borrows/wildcard/multi_exposed_siblings_disable.rs',
    'fail/tree_borrows/wildcard/multi_exposed_siblings_foreign.rs',
    'fail/tree_borrows/wildcard/multi_exposed_siblings_local.rs',
    'fail/tree_borrows/wildcard/multi_exposed_siblings_unique_writer.rs',
    'fail/tree_borrows/wildcard/protected_wildcard.rs',
    'fail/tree_borrows/wildcard/protector_conflicted.rs',
    'fail/tree_borrows/wildcard/protector_release.rs',
    'fail/tree_borrows/wildcard/protector_release2.rs',
    'fail/tree_borrows/wildcard/single_exposed_disable.rs',
    'fail/tree_borrows/wildcard/single_exposed_foreign.rs',
    'fail/tree_borrows/wildcard/single_exposed_local.rs',
    'fail/tree_borrows/wildcard/single_exposed_only_ro.rs',
    'fail/tree_borrows/wildcard/strongly_protected_wildcard.rs',
    'fail/tree_borrows/wildcard/subtree_internal_relatedness.rs',
    'fail/tree_borrows/wildcard/subtree_internal_relatedness_wildcard.rs',
    'pass/tree_borrows/wildcard/formatting.rs',
    'pass/tree_borrows/wildcard/reborrow.rs',
    'pass/tree_borrows/wildcard/undetected_ub.rs',
    'pass/tree_borrows/wildcard/wildcard.rs',
  ],
  threads: [
    'fail/both_borrows/retag_data_race_write.rs',
    'fail/stacked_borrows/retag_data_race_protected_read.rs',
    'fail/stacked_borrows/retag_data_race_read.rs',
    'fail/tree_borrows/implicit_writes/retag_is_race.rs',
    'fail/tree_borrows/reservedim_spurious_write.rs',
    'fail/tree_borrows/spurious_read.rs',
    'pass/tree_borrows/retag_no_race.rs',
    'pass/tree_borrows/spurious_read.rs',
  ],
  'a walk through std, allocators or `RefCell`: many tags that the program does not name': [
    'fail/both_borrows/box-custom-alloc-aliasing.rs',
    'fail/both_borrows/newtype_pair_retagging.rs',
    'fail/stacked_borrows/illegal_read5.rs',
    'fail/stacked_borrows/shared_rw_borrows_are_weak2.rs',
    'pass/both_borrows/interior_mutability.rs',
    'pass/both_borrows/issue-miri-2389.rs',
    'pass/both_borrows/smallvec.rs',
    'pass/both_borrows/2phase.rs',
  ],
  'memory that nobody may write': [
    'fail/stacked_borrows/static_memory_modification.rs',
    'fail/tree_borrows/implicit_writes/static_memory_modification.rs',
  ],
  'the test holds what Miri prints: simulator.test.ts has the trees': [
    'pass/stacked_borrows/stack-printing.rs',
    'pass/tree_borrows/end-of-protector.rs',
    'pass/tree_borrows/formatting.rs',
    'pass/tree_borrows/reserved.rs',
    'pass/tree_borrows/reborrow-is-read.rs',
    'pass/tree_borrows/implicit-writes-permissions.rs',
  ],
  'types and attributes that the operations have no word for': [
    'pass/both_borrows/c_variadics.rs',
    'pass/both_borrows/maybe_dangling.rs',
    'pass/both_borrows/unsafe_pinned.rs',
    'pass/stacked_borrows/coroutine-self-referential.rs',
    'pass/stacked_borrows/zst-field-retagging-terminates.rs',
    'pass/tree_borrows/cell-inside-box.rs',
    'pass/tree_borrows/cell-inside-struct.rs',
    'pass/tree_borrows/mem_forget-implicit_writes.rs',
    'pass/tree_borrows/no_implicit_writes.rs',
    'pass/tree_borrows/rustc_no_writable.rs',
    'pass/tree_borrows/slice_get_mut_no_implicit_write.rs',
    'pass/tree_borrows/transmute-unsafecell.rs',
  ],
}

/** The table, parsed; the marks are indices of operations, -1 where a model reports nothing. */
export const cases: readonly Case[] = table.map(row => {
  const marks = { stacked: -1, tree: -1, implicit: -1 }
  const ops = row.script.split(';').map((text, i) => {
    const [, flags, op] = /^((?:[STI]!)*)(.*)$/.exec(text.trim())!
    if (flags!.includes('S')) marks.stacked = i
    if (flags!.includes('T')) marks.tree = i
    if (flags!.includes('I')) marks.implicit = i
    return parseOp(op!)
  })
  return { ...row, ops, marks }
})
