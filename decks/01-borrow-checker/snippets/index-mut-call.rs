// `index-last`, with the call of `index_mut` written out: its receiver is reserved.
//@ check
#![crate_type = "lib"]
use std::ops::IndexMut;

pub fn clear_last(mut v: Vec<u32>) -> Vec<u32> {
    // #region line
    *v.index_mut(v.len() - 1) = 0;
    // #endregion
    v
}
