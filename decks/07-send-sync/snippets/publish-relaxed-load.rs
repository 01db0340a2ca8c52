//@ run
//@ output: discard
//@ emit: witness
// The load is relaxed: B sees the flag, and nothing orders the write of `data` before the read.
use std::{cell::UnsafeCell, hint::spin_loop, sync::atomic::{AtomicU32, Ordering::{Relaxed, Release}}, thread};

// #region all
struct Slot { ready: AtomicU32, data: UnsafeCell<u32> }
// SAFETY: false: with a relaxed load the flag orders nothing.
unsafe impl Sync for Slot {}
static SLOT: Slot = Slot { ready: AtomicU32::new(0), data: UnsafeCell::new(0) };

fn main() {
    let b = thread::spawn(|| {
        while SLOT.ready.load(Relaxed) == 0 { spin_loop(); }
        unsafe { *SLOT.data.get() }
    });
    unsafe { *SLOT.data.get() = 7 };
    SLOT.ready.store(1, Release);
    println!("{}", b.join().unwrap());
}
// #endregion
