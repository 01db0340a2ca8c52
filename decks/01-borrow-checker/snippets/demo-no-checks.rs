// `demo`, without overflow checks.
//@ check
//@ flags: -Coverflow-checks=off
//@ emit: nll demo
#![crate_type = "lib"]

// #region program
pub fn demo(flag: bool) -> i32 {
    let mut x = 1;
    let r = &x;
    let n = if flag { *r } else { 0 };
    x += n;
    x
}
// #endregion program
