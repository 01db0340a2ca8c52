//@ check
//@ flags: -O
//@ emit: asm plain
//@ emit: asm cell
#![crate_type = "lib"]
use std::cell::Cell;
// #region both
fn plain(x: &i32, f: fn()) -> i32 {
    let a = *x;
    f();
    a + *x
}

fn cell(x: &Cell<i32>, f: fn()) -> i32 {
    let a = x.get();
    f();
    a + x.get()
}
// #endregion
/// Takes the functions' addresses, so that their code is emitted.
pub static KEPT: (fn(&i32, fn()) -> i32, fn(&Cell<i32>, fn()) -> i32) = (plain, cell);
