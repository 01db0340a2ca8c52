//@ run
//@ emit: layout Record
//@ emit: layout Free
// The same five fields with a promised layout and with the compiler's own.
#![allow(dead_code)]
use std::mem::offset_of;

// #region record
#[repr(C)]
struct Record { a: u8, b: u32, c: u16, d: u64, e: u8 }

fn main() {
    println!("{} bytes of data", 1 + 4 + 2 + 8 + 1);
    println!("size {}, align {}", size_of::<Record>(), align_of::<Record>());
    print!("offsets {} {} ", offset_of!(Record, a), offset_of!(Record, b));
    print!("{} {} ", offset_of!(Record, c), offset_of!(Record, d));
    println!("{}", offset_of!(Record, e));
}
// #endregion

struct Free { a: u8, b: u32, c: u16, d: u64, e: u8 }
