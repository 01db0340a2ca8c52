// A read while a shared loan of the same place is in scope.
//@ check
#![crate_type = "lib"]
#![allow(unused)]

pub fn access() {
    // #region line
    let x = 1;
    let r = &x;
    let y = x;
    println!("{r}");
    // #endregion
}
