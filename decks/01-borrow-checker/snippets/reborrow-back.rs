// NLL, the first example of the announcement of Polonius Alpha in our words: reborrow, and give back one of the two.
//@ check-fail: E0499
#![crate_type = "lib"]

// #region program
pub fn either(a: &mut u8, flag: bool) -> &mut u8 {
    let b = &mut *a;
    if flag { b } else { a } //~ E0499
}
// #endregion
