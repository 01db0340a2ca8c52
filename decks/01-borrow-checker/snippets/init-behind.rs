//@ check-fail: E0594
#![crate_type = "lib"]

pub fn set<'a>(mut r: &'a u8, s: &'a u8) -> u8 {
    // #region line
    *r = 1; //~ E0594
    r = s;
    // #endregion
    *r
}
