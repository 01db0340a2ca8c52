//@ check-fail: E0275
// A recursive type whose parameter grows: no goal comes back, so there is no cycle and the recursion limit stops the search.
#![allow(dead_code)]
// #region all
struct Nest<T> { v: T, next: Option<Box<Nest<[T; 1]>>> }

fn need<T: Send>() {}
fn main() {
    need::<Nest<u8>>(); //~ E0275
}
// #endregion
