//@ check-fail: E0502
use std::cell::RefCell;
pub struct S { a: Vec<u8>, b: Vec<u8> }
// #region main
pub fn copy(c: &RefCell<S>) {
    let mut s = c.borrow_mut();
    for x in s.a.iter() {
        s.b.push(*x); //~ E0502
    }
}
// #endregion
fn main() {}
