//@ check-fail: E0080
// Copies a struct into bytes during compilation: const evaluation keeps track of which bytes have a value.
#![allow(dead_code)]
use std::mem::transmute;

// #region all
#[repr(C)]
struct Point { layer: u8, x: u32 }

// Same size: transmute has nothing to complain about.
const BYTES: [u8; 8] = unsafe { //~ E0080
    transmute(Point { layer: 1, x: 2 })
};
// #endregion

fn main() { println!("{BYTES:?}"); }
