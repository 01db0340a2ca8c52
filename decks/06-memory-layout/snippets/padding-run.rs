//@ run
//@ output: discard
//@ emit: witness
// The transmute of the slide on padding, at run time.
use std::mem::transmute;

// #region all
#[repr(C)]
struct Point { layer: u8, x: u32 }

fn main() {
    let bytes: [u8; 8] = unsafe { transmute(Point { layer: 1, x: 2 }) };
    println!("{bytes:?}");
}
// #endregion
