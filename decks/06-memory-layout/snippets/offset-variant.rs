//@ check-fail: E0658
// A field of an enum's variant has no stable `offset_of!`.
#![allow(dead_code)]
use std::mem::offset_of;

// #region all
fn main() {
    println!("{}", offset_of!(Option<u32>, Some.0)); //~ E0658
}
// #endregion
