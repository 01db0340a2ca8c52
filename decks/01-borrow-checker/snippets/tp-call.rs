// A call of a closure borrows the closure, and this borrow is not two-phase.
//@ check-fail: E0502
#![crate_type = "lib"]

pub fn call<F: FnMut(usize)>(mut f: F) {
    // #region line
    f(size_of_val(&f)); //~ E0502
    // #endregion
}
