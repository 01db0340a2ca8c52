// The end of a variable while a shared loan of it is in scope.
//@ check-fail: E0597
#![crate_type = "lib"]

pub fn access() {
    // #region line
    let r;
    {
        let x = 1;
        r = &x; //~ E0597
    }
    println!("{r}");
    // #endregion
}
