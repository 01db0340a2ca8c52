//@ run
//@ output: discard
//@ emit: witness
// The same pair of accesses without the prints between them.
use std::{cell::UnsafeCell, hint::spin_loop, sync::atomic::{AtomicU8, Ordering::Relaxed}, thread};

// #region all
struct Count(UnsafeCell<u64>);
// SAFETY: false: nothing orders the accesses of two threads.
unsafe impl Sync for Count {}
static COUNT: Count = Count(UnsafeCell::new(2));
static TURN: AtomicU8 = AtomicU8::new(0);

fn main() {
    let b = thread::spawn(|| {
        while TURN.load(Relaxed) == 0 { spin_loop(); }
        unsafe { *COUNT.0.get() = 3 };
    });
    let read = unsafe { *COUNT.0.get() };
    TURN.store(1, Relaxed);
    b.join().unwrap();
    println!("A read {read}");
}
// #endregion
