// A loan that reaches the other branch backwards, through an invariant region.
//@ check-fail: E0506
//@ emit: polonius shift
#![crate_type = "lib"]
use std::cell::Cell;

// #region program
pub fn shift(c: bool) -> i32 {
    let mut a = 1;
    let b = 2;
    let v = Cell::new(&b);
    let p = &a;
    if c { v.set(p) } else { a += 1 } //~ E0506
    *v.get() + a
}
// #endregion
