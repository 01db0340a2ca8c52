//@ check-fail: E0277
// The marker that says what the guard gives out closes the hole.
#![allow(dead_code)]
use std::{cell::{Cell, UnsafeCell}, marker::PhantomData, sync::atomic::AtomicBool};
pub struct Spin<T> { locked: AtomicBool, v: UnsafeCell<T> }
unsafe impl<T: Send> Sync for Spin<T> {}
// #region all
pub struct Guard<'a, T>(
    &'a Spin<T>,
    PhantomData<&'a mut T>, // the marker
);

fn share<T: Sync>() {}
fn main() {
    share::<Guard<'static, Cell<i32>>>(); //~ E0277
}
// #endregion
