// `demo`, with `x += 10;` at A and at B.
//@ check-fail: E0506
//@ emit: nll demo
#![crate_type = "lib"]

// #region program
pub fn demo(flag: bool) -> i32 {
    let mut x = 1;
    let r = &x;
    x += 10; //~ E0506
    let n = if flag { x += 10; *r } else { 0 };
    x += n;
    x
}
// #endregion program
