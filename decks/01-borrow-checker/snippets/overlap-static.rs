// A `static mut` is reached through a raw pointer, so no loan is recorded for it either.
//@ check
#![crate_type = "lib"]
#![allow(static_mut_refs)]

pub static mut COUNT: u32 = 0;

/// # Safety
/// Nothing else accesses `COUNT` meanwhile.
pub unsafe fn two() -> u32 {
    // #region line
    let a = unsafe { &mut COUNT };
    let b = unsafe { &mut COUNT };
    *b = 1;
    *a
    // #endregion
}
