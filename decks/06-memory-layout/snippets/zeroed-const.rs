//@ run
// In const evaluation the zeros that were there first survive two writes and a move: an observation, and no promise.
#![allow(dead_code)]
use std::mem::{MaybeUninit, transmute};

// #region all
#[repr(C)]
struct Point { layer: u8, x: u32 }

const BYTES: [u8; 8] = unsafe {
    let mut room = MaybeUninit::<Point>::zeroed();
    let p = room.as_mut_ptr();
    (&raw mut (*p).layer).write(1);
    (&raw mut (*p).x).write(2);
    transmute(room.assume_init())
};
// #endregion

fn main() { println!("{BYTES:?}"); }
