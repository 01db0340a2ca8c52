//@ run
//@ flags: -Zrandomize-layout -Zlayout-seed=2
// The flag could give these two instantiations different offsets, and does not: their fields have the same layouts.
#![allow(dead_code)]
use std::mem::offset_of;

// #region all
struct Entry<T> { live: u8, value: T, kind: u16, id: u64, uses: u32 }

macro_rules! offsets { ($t:ty) => { [
    offset_of!(Entry<$t>, live), offset_of!(Entry<$t>, value),
    offset_of!(Entry<$t>, kind), offset_of!(Entry<$t>, id),
    offset_of!(Entry<$t>, uses),
] } }

fn main() {
    println!("{:?}", offsets!(&u8));
    println!("{:?}", offsets!(&u16));
}
// #endregion
