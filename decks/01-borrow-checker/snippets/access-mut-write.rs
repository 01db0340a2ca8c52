// An assignment while an exclusive loan of the same place is in scope.
//@ check-fail: E0506
#![crate_type = "lib"]
#![allow(unused)]

pub fn access() {
    // #region line
    let mut x = 1;
    let r = &mut x;
    x = 2; //~ E0506
    *r = 1;
    // #endregion
}
