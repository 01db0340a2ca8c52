// An assignment while a shared loan of the same place is in scope.
//@ check-fail: E0506
#![crate_type = "lib"]
#![allow(unused)]

pub fn access() {
    // #region line
    let mut x = 1;
    let r = &x;
    x = 2; //~ E0506
    println!("{r}");
    // #endregion
}
