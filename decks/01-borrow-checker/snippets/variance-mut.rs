//@ check-fail: none
#![crate_type = "lib"]

// #region program
pub fn shrink<'s>(
    a: &'s mut &'static str,
) -> &'s mut &'s str {
    a //~ none
}
// #endregion
