//@ run
//@ output: discard
//@ emit: witness
//@ emit: auto-traits Guard<'static, Cell<i32>>
//@ emit: auto-traits Spin<Cell<i32>>
//@ emit: layout Guard<'static, Cell<i32>>
// The guard without its marker: Sync is derived through the field. `main` is safe code, and races.
use std::{cell::{Cell, UnsafeCell}, hint::spin_loop, ops::Deref, sync::OnceLock, thread};
use std::sync::atomic::{AtomicBool, Ordering::{Acquire, Release}};
pub struct Spin<T> { locked: AtomicBool, v: UnsafeCell<T> }
impl<T> Spin<T> {
    pub const fn new(v: T) -> Self { Spin { locked: AtomicBool::new(false), v: UnsafeCell::new(v) } }
    pub fn lock(&self) -> Guard<'_, T> {
        while self.locked.swap(true, Acquire) { spin_loop() }
        Guard(self)
    }
}
impl<T> Deref for Guard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T { unsafe { &*self.0.v.get() } }
}
impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) { self.0.locked.store(false, Release) }
}
// #region all
unsafe impl<T: Send> Sync for Spin<T> {}
pub struct Guard<'a, T>(&'a Spin<T>); // Deref gives &T

static N: Spin<Cell<u32>> = Spin::new(Cell::new(0));
static G: OnceLock<Guard<Cell<u32>>> = OnceLock::new();

fn main() {
    let g = G.get_or_init(|| N.lock());
    let work = || for _ in 0..1_000_000 { g.set(g.get() + 1) };
    let two = [thread::spawn(work), thread::spawn(work)];
    two.map(|t| t.join().unwrap());
    println!("{}", g.get());
}
// #endregion
