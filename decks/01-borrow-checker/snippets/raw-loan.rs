// `raw-borrow` the other way round: no loan is in scope when `x` is borrowed.
//@ check
#![crate_type = "lib"]

pub fn address(mut x: u32) -> *const u32 {
    // #region line
    let p = &raw const x;
    let r = &mut x;
    *r += 1;
    p
    // #endregion
}
