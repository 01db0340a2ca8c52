//@ check-fail: E0793
#[repr(C, packed)]
pub struct Header { kind: u8, size: u32 }
// #region all
pub fn size(h: &Header) -> &u32 { &h.size } //~ E0793
// #endregion
