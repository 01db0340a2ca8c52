//@ run
//@ emit: layout Inner
//@ emit: layout Outer
//@ emit: layout (u32, u8)
//@ emit: layout (u32, bool)
//@ emit: layout Option<(u32, u8)>
//@ emit: layout Option<(u32, bool)>
// Three spare bytes, and nobody may use them.
#![allow(dead_code)]

// #region all
struct Inner { x: u32, y: u8 }
struct Outer { inner: Inner, z: u8 }
// #endregion

fn main() {
    println!("{} {}", size_of::<Inner>(), size_of::<Outer>());
    println!("{} {}", size_of::<Option<(u32, u8)>>(), size_of::<Option<(u32, bool)>>());
}
