// A move while a shared loan of the same place is in scope.
//@ check-fail: E0505
#![crate_type = "lib"]

pub fn access() {
    // #region line
    let x = String::new();
    let r = &x;
    drop(x); //~ E0505
    println!("{r}");
    // #endregion
}
