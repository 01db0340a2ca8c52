//@ run
//@ emit: auto-traits MyCell<u32>
// What Cell is: an UnsafeCell, and a proof that nobody holds a reference into it.
use std::cell::UnsafeCell;

// #region all
pub struct MyCell<T> { value: UnsafeCell<T> }

impl<T: Copy> MyCell<T> {
    pub fn get(&self) -> T {
        // SAFETY: not Sync: no other thread. Only copies
        // leave, so nobody holds a reference to `value`.
        unsafe { *self.value.get() }
    }
    pub fn set(&self, new: T) {
        // SAFETY: as in `get`
        unsafe { *self.value.get() = new }
    }
}
// #endregion

fn main() {
    let c = MyCell { value: UnsafeCell::new(1) };
    let (a, b) = (&c, &c);
    a.set(2);
    b.set(b.get() + 40);
    println!("{}", a.get());
}
