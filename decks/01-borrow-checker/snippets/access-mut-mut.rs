// An exclusive borrow while an exclusive loan of the same place is in scope.
//@ check-fail: E0499
#![crate_type = "lib"]
#![allow(unused)]

pub fn access() {
    // #region line
    let mut x = 1;
    let r = &mut x;
    let y = &mut x; //~ E0499
    *r = 1;
    // #endregion
}
