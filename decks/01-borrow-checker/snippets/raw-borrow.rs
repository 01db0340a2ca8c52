// `&raw const` is an access, and makes no loan.
//@ check-fail: E0502
#![crate_type = "lib"]

pub fn address(mut x: u32) -> *const u32 {
    // #region line
    let r = &mut x;
    let p = &raw const x; //~ E0502
    *r += 1;
    p
    // #endregion
}
