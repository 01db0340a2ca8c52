//@ check
//@ history: layout i128 align in 2021
#![crate_type = "lib"]
// #region all
#[repr(C)]
pub struct Shared { pub flag: u8, pub wide: i128 }
// #endregion
