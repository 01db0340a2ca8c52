// Edition 2024: it is dropped before the value of the `if let` is used.
//@ check-fail: E0716
#![crate_type = "lib"]

pub fn make() -> Option<u32> { None }
pub fn show(_: &u32) {}

pub fn f() {
    // #region line
    show(if let Some(n) = make().as_ref() { n } else { &0 }); //~ E0716
    // #endregion
}
