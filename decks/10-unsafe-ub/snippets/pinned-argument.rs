//@ run
//@ miri: ok
// `foo` of section A with a type that is not `Unpin`: neither model protects the argument, and neither reports the write through `y`.
use std::marker::PhantomPinned;

pub struct Pinned(i32, #[allow(dead_code)] PhantomPinned);

// #region all
fn foo(a: &mut Pinned, y: *mut Pinned) -> i32 {
    a.0 = 1;
    unsafe { (*y).0 = 2 };
    a.0
}
// #endregion

fn main() {
    let mut x = Pinned(0, PhantomPinned);
    let p = &raw mut x;
    println!("{}", foo(unsafe { &mut *p }, p));
}
