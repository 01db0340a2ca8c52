//@ check-fail: E0373
#![crate_type = "lib"]

// #region program
pub fn adder(n: i32) -> impl Fn(i32) -> i32 {
    |x| x + n //~ E0373
}
// #endregion
