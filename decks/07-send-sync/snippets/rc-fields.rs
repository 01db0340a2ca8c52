//@ check-fail: E0277
// The two fields of an `Rc` without its negative impls: the pointer alone decides.
#![allow(dead_code)]
use std::{marker::PhantomData, ptr::NonNull};
// #region all
struct Inner<T> { strong: usize, value: T }
struct MyRc<T> { ptr: NonNull<Inner<T>>, owns: PhantomData<Inner<T>> }

fn need<T: Send>() {}
fn main() {
    need::<MyRc<u8>>(); //~ E0277
}
// #endregion
