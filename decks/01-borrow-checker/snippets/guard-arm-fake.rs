// Nor may the scrutinee, if nothing is bound: the fake borrow's own code.
//@ check-fail: E0510
#![crate_type = "lib"]

pub fn f(mut o: Option<u32>) -> u32 {
    // #region line
    match o {
        Some(_) if { o = None; true } => 1, //~ E0510
        _ => 0,
    }
    // #endregion
}
