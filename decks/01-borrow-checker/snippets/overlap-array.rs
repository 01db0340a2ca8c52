// Elements that are reached by an index are one place, literals or not.
//@ check-fail: E0499
#![crate_type = "lib"]

pub fn elements(mut a: [u8; 2]) -> [u8; 2] {
    // #region line
    let p = &mut a[0];
    let q = &mut a[1]; //~ E0499
    std::mem::swap(p, q);
    // #endregion
    a
}
