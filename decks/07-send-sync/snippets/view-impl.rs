//@ check
//@ miri: ok
// The impl that a view with a raw pointer owes, with the bound of the reference that it stands for.
#![allow(dead_code)]
use std::marker::PhantomData;
// #region all
struct View<'a, T> { at: *const T, _as: PhantomData<&'a T> }

// SAFETY: a `View` allows what a `&T` allows, and no more.
unsafe impl<T: Sync> Send for View<'_, T> {}

fn need<T: Send>() {}
fn main() {
    need::<View<'static, u8>>();
}
// #endregion
