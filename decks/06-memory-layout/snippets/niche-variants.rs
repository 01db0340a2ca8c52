//@ check
//@ history: layout Event size in 2021
#![crate_type = "lib"]
// The fields of one variant fill eight bytes: the tag fits only where variants with data may share a niche, here that of the `bool`.
// #region all
pub enum Event { Key(u32, u16, u8, bool), Wait(u16), Quit }
// #endregion
