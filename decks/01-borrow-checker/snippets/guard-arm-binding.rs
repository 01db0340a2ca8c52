// What a pattern binds may not change while the guard of its arm runs.
//@ check-fail: E0506
#![crate_type = "lib"]

pub fn f(mut o: Option<u32>) -> u32 {
    // #region line
    match o {
        Some(n) if { o = None; n > 1 } => n, //~ E0506
        _ => 0,
    }
    // #endregion
}
