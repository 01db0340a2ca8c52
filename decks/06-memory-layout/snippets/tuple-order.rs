//@ run
//@ flags: -Zrandomize-layout -Zlayout-seed=2
// The flag shuffles the struct and leaves the tuple as it is by default.
#![allow(dead_code)]
use std::mem::offset_of;

// #region all
struct Struct(u8, u32, u16, u64);
type Tuple = (u8, u32, u16, u64);

macro_rules! offsets { ($t:ty) => { [
    offset_of!($t, 0), offset_of!($t, 1),
    offset_of!($t, 2), offset_of!($t, 3),
] } }

fn main() {
    println!("struct {:?}", offsets!(Struct));
    println!("tuple  {:?}", offsets!(Tuple));
}
// #endregion
