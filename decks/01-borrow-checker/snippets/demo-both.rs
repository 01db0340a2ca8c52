// `demo`, with a read of `*r` in both branches.
//@ check
//@ variant-of: demo
//@ label: -*r for 0
//@ emit: nll demo
#![crate_type = "lib"]

// #region program
pub fn demo(flag: bool) -> i32 {
    let mut x = 1;
    let r = &x;
    let n = if flag { *r } else { -*r };
    x += n;
    x
}
// #endregion program
