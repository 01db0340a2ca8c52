//@ check
//@ history: layout Entry live since 1.77.0 in 2021
#![crate_type = "lib"]
// #region all
#[repr(packed)]
pub struct Entry { pub kind: u8, pub len: u32, pub live: bool }
// #endregion
