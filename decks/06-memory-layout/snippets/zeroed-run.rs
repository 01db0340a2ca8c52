//@ run
//@ output: discard
//@ emit: witness
// The same at run time: Miri reports that the padding is uninitialised after the move.
use std::mem::{MaybeUninit, transmute};

// #region all
#[repr(C)]
struct Point { layer: u8, x: u32 }

fn main() {
    let mut room = MaybeUninit::<Point>::zeroed();
    let p = room.as_mut_ptr();
    let bytes: [u8; 8] = unsafe {
        (&raw mut (*p).layer).write(1);
        (&raw mut (*p).x).write(2);
        transmute(room.assume_init())
    };
    println!("{bytes:?}");
}
// #endregion
