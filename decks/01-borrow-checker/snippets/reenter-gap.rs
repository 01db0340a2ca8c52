// `reenter`, with lines 4 and 5 swapped.
//@ check
//@ variant-of: reenter
//@ label: the write first
//@ emit: nll reenter
#![crate_type = "lib"]

// #region program
pub fn reenter(mut x: i32, y: i32) -> i32 {
    let mut p = &x;
    let first = *p;
    x += 1;
    p = &y;
    first + *p + x
}
// #endregion program
