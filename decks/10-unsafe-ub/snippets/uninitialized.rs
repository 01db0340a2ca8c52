//@ check
//@ edition: 2021
//@ warnings
//@ history: warning invalid_value in 2018
#![allow(deprecated)]
#![crate_type = "lib"]
// #region all
pub fn flag() -> bool {
    unsafe { std::mem::uninitialized() }
}
// #endregion
