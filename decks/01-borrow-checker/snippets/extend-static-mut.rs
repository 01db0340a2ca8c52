// A `&mut` of a constant expression is not promoted.
//@ check-fail: E0515
#![crate_type = "lib"]

// #region line
pub fn primes() -> &'static mut [u32; 3] {
    &mut [2, 3, 5] //~ E0515
}
// #endregion
