// `demo`, with `x += 10;` between lines 3 and 4.
//@ check-fail: E0506
#![crate_type = "lib"]

// #region program
pub fn demo(flag: bool) -> i32 {
    let mut x = 1;
    let r = &x;
    x += 10; //~ E0506
    let n = if flag { *r } else { 0 };
    x += n;
    x
}
// #endregion program
