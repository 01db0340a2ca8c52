//@ run
//@ flags: -Zrandomize-layout -Zlayout-seed=2
//@ emit: layout Entry<u32>
//@ emit: layout Entry<f32>
// The same program with its fields in random order: with this seed the two instantiations get different offsets.
#![allow(dead_code)]
use std::mem::offset_of;

// #region entry
struct Entry<T> { live: u8, value: T, kind: u16, id: u64, uses: u32 }
// #endregion

fn main() {
    println!("{} {}", offset_of!(Entry<u32>, value), offset_of!(Entry<f32>, value));
}
