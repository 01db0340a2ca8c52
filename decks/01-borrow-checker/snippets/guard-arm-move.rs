// A guard may look at what its pattern binds, and may not move it: a later arm may still match.
//@ check-fail: E0507
#![crate_type = "lib"]

pub fn f(o: Option<String>) -> u32 {
    // #region line
    match o {
        Some(s) if { drop(s); true } => 1, //~ E0507
        _ => 0,
    }
    // #endregion
}
