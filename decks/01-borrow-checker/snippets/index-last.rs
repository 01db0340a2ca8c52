// The index is an argument of `index_mut`, which has borrowed `v` by then.
//@ check-fail: E0502
#![crate_type = "lib"]

pub fn clear_last(mut v: Vec<u32>) -> Vec<u32> {
    // #region line
    v[v.len() - 1] = 0; //~ E0502
    // #endregion
    v
}
