// An index is no part of what a closure captures: it captures the array.
//@ check-fail: E0506
#![crate_type = "lib"]

// #region program
pub fn first(mut p: ([u8; 2], u8)) -> u8 {
    let first = || p.0[0];
    p.1 = 1;
    p.0[1] = 1; //~ E0506
    first()
}
// #endregion
