// The later use is in the signature, and still the order in the body decides.
//@ check-fail: E0502
#![crate_type = "lib"]

// #region program
pub fn last(v: &mut Vec<i32>) -> &i32 {
    let r = &v[0];
    v.push(1); //~ E0502
    r
}
// #endregion program
