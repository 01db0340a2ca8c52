//@ run
// `packed` alone does not fix the order: here the field with a niche comes first.
#![allow(dead_code)]
use std::mem::offset_of;

// #region all
#[repr(packed)]
struct Entry { kind: u8, len: u32, live: bool }

fn main() {
    print!("{} {} ", offset_of!(Entry, kind), offset_of!(Entry, len));
    println!("{}", offset_of!(Entry, live));
}
// #endregion
