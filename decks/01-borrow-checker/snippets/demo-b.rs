// `demo`, with `x += 10;` before `*r`.
//@ check-fail: E0506
#![crate_type = "lib"]

// #region program
pub fn demo(flag: bool) -> i32 {
    let mut x = 1;
    let r = &x;
    let n = if flag { x += 10; *r } else { 0 }; //~ E0506
    x += n;
    x
}
// #endregion program
