// A read while a two-phase borrow of the same place is reserved.
//@ check
#![crate_type = "lib"]

pub fn access(mut x: std::num::Wrapping<u8>) {
    // #region line
    x += { x };
    // #endregion
}
