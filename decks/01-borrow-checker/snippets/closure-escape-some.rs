// The closure is returned inside another value: the code is that of any other borrow.
//@ check-fail: E0597
#![crate_type = "lib"]

// #region program
pub fn adder(n: i32) -> Option<impl Fn(i32) -> i32> {
    Some(|x| x + n) //~ E0597
}
// #endregion
