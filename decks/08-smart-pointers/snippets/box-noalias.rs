//@ check
//@ flags: -O
//@ emit: asm boxed
//@ emit: asm unique
//@ emit: asm raw
//@ emit: asm cell
#![crate_type = "lib"]
use std::cell::Cell;
// #region both
fn boxed(mut x: Box<i32>, y: *mut i32) -> Box<i32> {
    *x = 1; unsafe { *y = 2 } *x += 1; x
}
fn unique(x: &mut i32, y: *mut i32) {
    *x = 1; unsafe { *y = 2 } *x += 1;
}
fn raw(x: *mut i32, y: *mut i32) {
    unsafe { *x = 1; *y = 2; *x += 1; }
}
fn cell(x: &Cell<i32>, y: *mut i32) {
    x.set(1);
    unsafe { *y = 2 }
    x.set(x.get() + 1);
}
// #endregion
type P = *mut i32;
/// Takes the functions' addresses, so that their code is emitted.
pub static KEPT: (fn(Box<i32>, P) -> Box<i32>, fn(&mut i32, P), fn(P, P), fn(&Cell<i32>, P)) = (boxed, unique, raw, cell);
