//@ run
//@ emit: layout Sample
//@ emit: layout [Sample; 4]
// An array has no room between its elements, so the element must bring it along.
#![allow(dead_code)]

// #region sample
#[repr(C)]
struct Sample { value: u32, channel: u8 }
// #endregion

fn main() {
    println!("{} {}", size_of::<Sample>(), size_of::<[Sample; 4]>());
}
