//@ run
//@ output: discard
//@ emit: witness
// Padding may be read as what need not be initialised.
use std::mem::{MaybeUninit, transmute};

// #region all
#[repr(C)]
struct Point { layer: u8, x: u32 }

fn main() {
    let bytes: [MaybeUninit<u8>; 8] = unsafe { transmute(Point { layer: 1, x: 2 }) };
    println!("{}", unsafe { bytes[0].assume_init() });
}
// #endregion
