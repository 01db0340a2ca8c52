// Unsizing may shorten the lifetime bound of a trait object, even behind `&mut`.
//@ check
#![crate_type = "lib"]

pub trait Shape {}

// #region program
pub fn shrink<'s>(a: &'s mut (dyn Shape + 'static)) -> &'s mut (dyn Shape + 's) {
    a
}
// #endregion program
