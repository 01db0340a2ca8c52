//@ check-fail: E0277
// A marker beside a raw pointer does not make the type `Send`: it can only take away.
#![allow(dead_code)]
use std::marker::PhantomData;
// #region all
struct View<'a, T> { at: *const T, _as: PhantomData<&'a T> }

fn need<T: Send>() {}
fn main() {
    need::<View<'static, u8>>(); //~ E0277
}
// #endregion
