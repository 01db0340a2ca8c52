// A field of a packed struct may lie at an address that no reference may have, so the closure captures the struct.
//@ check-fail: E0506
#![crate_type = "lib"]

#[repr(packed)]
pub struct Packed {
    pub a: u8,
    pub b: u32,
}

// #region program
pub fn lengths(mut p: Packed) -> u8 {
    let first = || p.a;
    p.b = 1; //~ E0506
    first()
}
// #endregion
