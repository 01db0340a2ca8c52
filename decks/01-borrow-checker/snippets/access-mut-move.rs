// A move while an exclusive loan of the same place is in scope.
//@ check-fail: E0505
#![crate_type = "lib"]

pub fn access() {
    // #region line
    let mut x = String::new();
    let r = &mut x;
    drop(x); //~ E0505
    r.push('!');
    // #endregion
}
