//@ check
//@ flags: -O
//@ emit: asm plain
//@ emit: asm cell
#![crate_type = "lib"]
use std::cell::Cell;
// #region both
#[unsafe(no_mangle)]
fn plain(x: &i32, f: fn()) -> i32 {
    let a = *x;
    f();
    a + *x
}

#[unsafe(no_mangle)]
fn cell(x: &Cell<i32>, f: fn()) -> i32 {
    let a = x.get();
    f();
    a + x.get()
}
// #endregion
