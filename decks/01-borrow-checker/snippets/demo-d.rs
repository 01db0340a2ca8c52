// `demo`, with `x += 10;` between lines 4 and 5.
//@ check
#![crate_type = "lib"]

// #region program
pub fn demo(flag: bool) -> i32 {
    let mut x = 1;
    let r = &x;
    let n = if flag { *r } else { 0 };
    x += 10;
    x += n;
    x
}
// #endregion program
