// The function that compiles, with one more use of `first` after the push.
//@ check-fail: E0502
#![crate_type = "lib"]
#![allow(dropping_references)]

// #region program
pub fn grow(v: &mut Vec<i32>) -> i32 {
    let first = &v[0];
    let n = *first;
    v.push(4); //~ E0502
    drop(first);
    n
}
// #endregion program
