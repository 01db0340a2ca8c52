// A built-in `+=` evaluates its right side first, so `index_mut` comes after `len`.
//@ check
#![crate_type = "lib"]

pub fn add(mut v: Vec<usize>) -> Vec<usize> {
    // #region line
    v[0] += v.len();
    // #endregion
    v
}
