// An exclusive borrow while a shared loan of the same place is in scope.
//@ check-fail: E0502
#![crate_type = "lib"]
#![allow(unused)]

pub fn access() {
    // #region line
    let mut x = 1;
    let r = &x;
    let y = &mut x; //~ E0502
    println!("{r}");
    // #endregion
}
