// `demo`, with `drop(r);` between lines 5 and 6.
//@ check-fail: E0506
//@ variant-of: demo
//@ label: drop(r) below line 5
//@ emit: nll demo
#![crate_type = "lib"]

// #region program
pub fn demo(flag: bool) -> i32 {
    let mut x = 1;
    let r = &x;
    let n = if flag { *r } else { 0 };
    x += n; //~ E0506
    drop(r);
    x
}
// #endregion program
