// `demo`, with `*r` as the last line.
//@ check-fail: E0506
//@ variant-of: demo
//@ label: *r as the last line
//@ emit: nll demo
#![crate_type = "lib"]

// #region program
pub fn demo(flag: bool) -> i32 {
    let mut x = 1;
    let r = &x;
    let n = if flag { *r } else { 0 };
    x += n; //~ E0506
    *r
}
// #endregion program
