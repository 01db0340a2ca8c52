// `demo`, with `x += 10;` before `0`.
//@ check
//@ variant-of: demo
//@ label: x += 10 before 0
//@ emit: nll demo
#![crate_type = "lib"]

// #region program
pub fn demo(flag: bool) -> i32 {
    let mut x = 1;
    let r = &x;
    let n = if flag { *r } else { x += 10; 0 };
    x += n;
    x
}
// #endregion program
