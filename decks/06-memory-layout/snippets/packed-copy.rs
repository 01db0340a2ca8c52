//@ run
// Three ways to read a field that may be misaligned.
#![allow(dead_code)]
#[repr(C, packed)]
struct Frame { kind: u8, len: u32 }

fn main() {
    let frame = Frame { kind: 1, len: 7 };
    // #region ways
    println!("{}", { frame.len });        // a copy, on the stack
    let Frame { len, .. } = frame;        // the same
    let p = &raw const frame.len;         // an address, no reference
    println!("{}", unsafe { p.read_unaligned() } + len);
    // #endregion
}
