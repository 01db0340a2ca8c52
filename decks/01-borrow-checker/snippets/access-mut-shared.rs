// A shared borrow while an exclusive loan of the same place is in scope.
//@ check-fail: E0502
#![crate_type = "lib"]
#![allow(unused)]

pub fn access() {
    // #region line
    let mut x = 1;
    let r = &mut x;
    let y = &x; //~ E0502
    *r = 1;
    // #endregion
}
