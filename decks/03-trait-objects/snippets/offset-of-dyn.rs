//@ check-fail: E0277
use std::fmt::Debug;
use std::mem::offset_of;

// #region all
pub struct Tail<T: ?Sized> { pub n: u8, pub t: T }

pub const AT: usize = offset_of!(Tail<dyn Debug>, t); //~ E0277
// #endregion
