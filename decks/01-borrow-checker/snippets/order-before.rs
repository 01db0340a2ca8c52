//@ check-fail: E0502
//@ emit: nll grow
#![crate_type = "lib"]

// #region program
pub fn grow(v: &mut Vec<i32>) -> i32 {
    let first = &v[0];
    v.push(4); //~ E0502
    *first
}
// #endregion program
