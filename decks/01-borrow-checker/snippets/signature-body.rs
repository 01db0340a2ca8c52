//@ check-fail: none
#![crate_type = "lib"]
// #region all
pub fn pick<'a, 'b>(
    x: &'a u32,
    _y: &'b u32,
) -> &'b u32 {
    x //~ none
}
// #endregion
