// `late`, with `0` as the last line.
//@ check
//@ emit: nll late
#![crate_type = "lib"]

// #region program
pub fn late(n: i32) -> i32 {
    let mut x = 1;
    let r = &x;
    let s = r;
    x += n;
    0
}
// #endregion program
