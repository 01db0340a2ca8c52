//@ check
//@ emit: layout Bits
//@ emit: layout Marked
//@ emit: layout Unit
//@ emit: layout Buffer
//@ emit: layout Line
//@ emit: layout Big
#![allow(dead_code)]
union Bits { f: f32, word: u32, bytes: [u8; 4], first: u8 }
#[repr(C)]
struct Marked { flag: u8, align: [u64; 0], kind_of_thing: u8 }
struct Unit;
#[repr(C)]
struct Buffer { used: u8, bytes: [u8; 120], checksum: u32 }
#[repr(C)]
struct Line { key: u64, hits: u32, hot: bool }
enum Big { Small(u8), Huge([u8; 1024]) }
fn main() {}
