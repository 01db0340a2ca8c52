//@ run
//@ flags: -Zrandomize-layout -Zlayout-seed=2
// The flag shuffles the struct, leaves the tuple as it is by default, and keeps a field last that may be unsized.
#![allow(dead_code)]
use std::mem::offset_of;

// #region all
struct Struct(u8, u32, u16, u64);
type Tuple = (u8, u32, u16, u64);
struct Tail<T: ?Sized>(u8, u32, u16, T);

macro_rules! offsets { ($t:ty) => { [
    offset_of!($t, 0), offset_of!($t, 1),
    offset_of!($t, 2), offset_of!($t, 3),
] } }

fn main() {
    println!("struct {:?}", offsets!(Struct));
    println!("tuple  {:?}", offsets!(Tuple));
    println!("tail   {:?}", offsets!(Tail<u64>));
}
// #endregion
