// A position and an index are not compared.
//@ check-fail: E0499
#![crate_type = "lib"]

pub fn mixed(mut a: [u8; 2]) -> [u8; 2] {
    // #region line
    let [p, _] = &mut a;
    let q = &mut a[1]; //~ E0499
    std::mem::swap(p, q);
    // #endregion
    a
}
