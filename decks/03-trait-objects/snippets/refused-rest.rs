//@ check-fail: E0038, E0038, E0038, E0038
// #region traits
pub trait Fill { fn fill<const N: usize>(&self, out: &mut [u8; N]); }
pub trait Lend { type Item<'a> where Self: 'a; fn next(&mut self) -> Self::Item<'_>; }
pub trait Known: Sized { fn size(&self) -> usize; }
pub trait Log { unsafe extern "C" fn log(&self, args: ...); }

pub fn fill(_: &dyn Fill) {} //~ E0038
pub fn lend(_: &dyn Lend) {} //~ E0038
pub fn known(_: &dyn Known) {} //~ E0038
pub fn log(_: &dyn Log) {} //~ E0038
// #endregion
