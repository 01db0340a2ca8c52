// The function that compiles, with a read of `*first` in the last line.
//@ check-fail: E0502
#![crate_type = "lib"]

// #region program
pub fn grow(v: &mut Vec<i32>) -> i32 {
    let first = &v[0];
    let n = *first;
    v.push(4); //~ E0502
    n + *first
}
// #endregion program
