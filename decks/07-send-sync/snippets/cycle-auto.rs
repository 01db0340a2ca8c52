//@ check
// A cycle is a proof for an auto trait.
#![allow(dead_code)]
// #region all
struct List { v: u8, next: Option<Box<List>> }

fn need<T: Send>() {}
fn main() { need::<List>(); }
// #endregion
