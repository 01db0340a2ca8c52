// A constant expression that is borrowed with `&` is promoted to a static.
//@ check
#![crate_type = "lib"]

// #region line
pub fn primes() -> &'static [u32] {
    &[2, 3, 5]
}
// #endregion
