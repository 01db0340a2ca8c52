//@ check
use std::cell::RefCell;
pub struct S { a: Vec<u8>, b: Vec<u8> }
// #region main
pub fn copy(c: &RefCell<S>) {
    let mut guard = c.borrow_mut();
    let s = &mut *guard;
    for x in s.a.iter() {
        s.b.push(*x);
    }
}
// #endregion
fn main() {}
