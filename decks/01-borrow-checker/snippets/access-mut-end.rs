// The end of a variable while an exclusive loan of it is in scope.
//@ check-fail: E0597
#![crate_type = "lib"]

pub fn access() {
    // #region line
    let r;
    {
        let mut x = 1;
        r = &mut x; //~ E0597
    }
    *r = 1;
    // #endregion
}
