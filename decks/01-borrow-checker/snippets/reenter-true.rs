// `reenter`, with line 4 conditional on `true`.
//@ check-fail: E0506
//@ variant-of: reenter
//@ label: if true
//@ emit: nll reenter
#![crate_type = "lib"]

// #region program
pub fn reenter(mut x: i32, y: i32) -> i32 {
    let mut p = &x;
    let first = *p;
    if true { p = &y; }
    x += 1; //~ E0506
    first + *p + x
}
// #endregion program
