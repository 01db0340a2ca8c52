//@ check-fail: E0277
// The compiler has one direction of the rule: from `&T: Send` it does not conclude `T: Sync`.
// #region all
fn sync<T: Sync>() {}
fn back<T: 'static>() where for<'a> &'a T: Send {
    sync::<T>() //~ E0277
}
fn main() { back::<u8>() }
// #endregion
