//@ check
//@ emit: auto-traits List
//@ emit: auto-traits Option<Box<List>>
//@ emit: auto-traits Box<List>
//@ emit: auto-traits u8
//@ emit: layout List
//@ emit: layout Option<Box<List>>
// A cycle is a proof for an auto trait.
#![allow(dead_code)]
// #region all
struct List { v: u8, next: Option<Box<List>> }

fn need<T: Send>() {}
fn main() { need::<List>(); }
// #endregion
