// Behind one more pointer there is no coercion, and the bound is invariant like any other lifetime.
//@ check-fail: none
#![crate_type = "lib"]

pub trait Shape {}

// #region program
pub fn shrink<'s>(a: &'s mut Box<dyn Shape + 'static>) -> &'s mut Box<dyn Shape + 's> {
    a //~ none
}
// #endregion program
