//@ run
//@ emit: witness
//@ emit: auto-traits Spin<Cell<i32>>
//@ emit: auto-traits Spin<Rc<i32>>
//@ emit: auto-traits Guard<'static, Cell<i32>>
//@ emit: auto-traits Guard<'static, i32>
// A lock of our own, with the impls that it owes.
#![allow(unused_imports)]
use std::{cell::{Cell, UnsafeCell}, hint::spin_loop, marker::PhantomData, ops::{Deref, DerefMut}, rc::Rc, thread};
use std::sync::atomic::{AtomicBool, Ordering::{Acquire, Release}};
// #region types
pub struct Spin<T> { locked: AtomicBool, v: UnsafeCell<T> }
pub struct Guard<'a, T>(&'a Spin<T>, PhantomData<&'a mut T>);

// SAFETY: `v` is reached through the one live guard only. A
// guard is made by an Acquire swap that saw false; its Drop
// stores false with Release. So the value moves from holder to
// holder, and T: Send permits that.
unsafe impl<T: Send> Sync for Spin<T> {}
// #endregion

impl<T> Spin<T> {
    pub const fn new(v: T) -> Self { Spin { locked: AtomicBool::new(false), v: UnsafeCell::new(v) } }
    // #region lock
    pub fn lock(&self) -> Guard<'_, T> {
        while self.locked.swap(true, Acquire) { spin_loop() }
        Guard(self, PhantomData)
    }
    // #endregion
}
impl<T> Deref for Guard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T { unsafe { &*self.0.v.get() } }
}
impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T { unsafe { &mut *self.0.v.get() } }
}
impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) { self.0.locked.store(false, Release) }
}

static N: Spin<u32> = Spin::new(0);

fn main() {
    // #region main
    let work = || for _ in 0..100_000 { *N.lock() += 1 };
    let two = [thread::spawn(work), thread::spawn(work)];
    two.map(|t| t.join().unwrap());
    println!("{}", *N.lock());
    // #endregion
}
