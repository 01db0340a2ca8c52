//@ run
#![allow(dead_code)]
// #region q
enum Free<'a> { Nothing, Some(&'a u8) }
#[repr(C)]
enum InC<'a> { Nothing, Some(&'a u8) }

fn main() {
    println!("{} {}", size_of::<Free>(), size_of::<InC>());
}
// #endregion
