// fails: the_lock_is_shared_exactly_when_its_value_may_move
use std::cell::UnsafeCell;
use std::hint::spin_loop;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};

pub struct Spin<T> {
    locked: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: `value` is reached through the one live guard only. A guard is made by an Acquire swap that saw `false`, and its
// Drop stores `false` with Release, so the accesses of one holder happen before those of the next. The value moves from
// holder to holder, and `T: Send` permits that. Threads that share one guard share a `&T`, but the guard is `Sync` only if
// `T` is; so `T: Sync` is not needed here.
unsafe impl<T: Send + Sync> Sync for Spin<T> {}

pub struct Guard<'a, T> {
    lock: &'a Spin<T>,
    /// What this guard gives out: auto traits follow from it and not from the reference to the lock.
    _gives: PhantomData<&'a mut T>,
}

impl<T> Spin<T> {
    pub const fn new(value: T) -> Self {
        Spin { locked: AtomicBool::new(false), value: UnsafeCell::new(value) }
    }

    pub fn lock(&self) -> Guard<'_, T> {
        while self.locked.swap(true, Acquire) {
            spin_loop()
        }
        Guard { lock: self, _gives: PhantomData }
    }
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: this guard holds the lock, and the lock admits one guard at a time.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above, and the guard itself is borrowed exclusively.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        self.lock.locked.store(false, Release)
    }
}
