// Behind a raw pointer no loan is recorded: the two borrows are accepted, and writing through both in turn would be undefined behaviour.
//@ check
#![crate_type = "lib"]

/// # Safety
/// `p` is valid for reads and writes.
pub unsafe fn two(p: *mut u32) -> u32 {
    // #region line
    let a = unsafe { &mut *p };
    let b = unsafe { &mut *p };
    *b = 1;
    *a
    // #endregion
}
