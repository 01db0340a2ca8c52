// Behind a shared reference nothing may be assigned, except through a raw pointer that is there.
//@ check
#![crate_type = "lib"]

/// # Safety
/// `*r` is valid for writes.
pub unsafe fn through(r: &*mut u32) {
    // #region line
    unsafe { **r = 1 }
    // #endregion
}
