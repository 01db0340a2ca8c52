// The destructor of `p` will see what was assigned to its field, and `y` is dropped before `p`.
//@ check-fail: E0597
#![crate_type = "lib"]

pub struct Guard<'a>(&'a String);

impl Drop for Guard<'_> {
    fn drop(&mut self) {}
}

pub fn f(x: &String) {
    // #region line
    let mut p = Guard(x);
    let y = String::new();
    p.0 = &y; //~ E0597
    // #endregion
}
