//@ check
#![crate_type = "lib"]

// #region program
pub fn shrink<'s>(
    a: &'s &'static str,
) -> &'s &'s str {
    a
}
// #endregion
