//@ run
//@ toolchain: next
//@ history: verdict E0658 -> ok since 1.58.0 in 2021,2024
// What Rust 1.100 makes stable of the allocator API, without a feature gate.
// #region main
use std::alloc::{Global, System};

fn main() {
    let mut v = Vec::<u8, _>::new_in(System);
    v.push(7);
    let b = Box::new_in(8, Global);
    println!("{} {b}", v[0]);
}
// #endregion
