//@ check-fail: E0793
//@ flags: -Aunaligned_references
//@ history: verdict ok -> E0793 in 2021
// The same reference, with the lint allowed that once spoke about it.
#![allow(dead_code)]

// #region all
#[repr(C, packed)]
struct Frame { kind: u8, len: u32 }

fn main() {
    let frame = Frame { kind: 1, len: 7 };
    println!("{}", frame.len); //~ E0793
}
// #endregion
