//@ check
//@ history: verdict E0658 -> ok since 1.41.0 in 2021,2024
#![crate_type = "lib"]
// #region all
#[repr(C, packed)]
pub struct Frame { pub kind: u8, pub len: u32 }

pub fn len_of(frame: &Frame) -> *const u32 { &raw const frame.len }
// #endregion
