//@ check
//@ emit: layout C
//@ emit: layout R
//@ emit: layout Option<(u32, u8)>
//@ emit: layout Option<(u32, bool)>
//@ emit: layout (u32, u8)
//@ emit: layout (u32, bool)
#![allow(dead_code)]
#[repr(C)]
struct C { a: u8, b: u32, c: u16, d: u64, e: u8 }
struct R { a: u8, b: u32, c: u16, d: u64, e: u8 }
fn main() {}
