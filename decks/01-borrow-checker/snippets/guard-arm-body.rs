// In the body of the arm the guard is over.
//@ check
#![crate_type = "lib"]

pub fn f(mut o: Option<u32>) -> Option<u32> {
    // #region line
    match o {
        Some(n) if n > 1 => o = None,
        _ => {}
    }
    // #endregion
    o
}
