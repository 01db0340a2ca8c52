// An overloaded `+=` is a method call: its left side comes first.
//@ check-fail: E0502
#![crate_type = "lib"]
use std::num::Wrapping;

pub fn add(mut v: Vec<Wrapping<usize>>) -> Vec<Wrapping<usize>> {
    // #region line
    v[0] += v.len(); //~ E0502
    // #endregion
    v
}
