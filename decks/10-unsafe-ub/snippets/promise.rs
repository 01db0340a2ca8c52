//@ check
//@ flags: -O
//@ emit: asm refs
//@ emit: asm raws
//@ emit: asm cells
//@ emit: llvm-ir refs
//@ emit: llvm-ir raws
//@ emit: llvm-ir cells
// Three times the same work; only what the signature promises is different.
use std::cell::Cell;

#[unsafe(no_mangle)]
// #region all
pub fn refs(
    a: &mut i32, b: &i32,
) -> i32 {
    *a = 1; let t = *b;
    *a = 2; t + *b
}
// `raws`: by pointers
// `cells`: by `&Cell`
// #endregion

#[unsafe(no_mangle)]
pub unsafe fn raws(a: *mut i32, b: *const i32) -> i32 {
    unsafe { *a = 1; let t = *b; *a = 2; t + *b }
}

#[unsafe(no_mangle)]
pub fn cells(a: &Cell<i32>, b: &Cell<i32>) -> i32 {
    a.set(1); let t = b.get(); a.set(2); t + b.get()
}
