// `let _ = p;` accesses nothing, and is still a use of the reference in `p`.
//@ check-fail: E0506
#![crate_type = "lib"]

pub fn f(mut x: u32) -> u32 {
    // #region line
    let p = &x;
    x += 1; //~ E0506
    let _ = p;
    // #endregion
    x
}
