// Edition 2021: the temporary of an `if let` lives to the end of the statement around it.
//@ check
//@ edition: 2021
#![crate_type = "lib"]

pub fn make() -> Option<u32> { None }
pub fn show(_: &u32) {}

pub fn f() {
    // #region line
    show(if let Some(n) = make().as_ref() { n } else { &0 });
    // #endregion
}
