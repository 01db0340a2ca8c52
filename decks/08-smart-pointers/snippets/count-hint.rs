//@ run
//@ emit: witness
//@ miri: race
//@ miri-seeds: 8
// A count of one, read by `strong_count`, does not order what the other owner did: the load is relaxed. Miri reports the data race.
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::thread;

struct Slot(UnsafeCell<u64>);
// SAFETY: promised to the compiler, and broken below.
unsafe impl Sync for Slot {}

fn main() {
    let a = Arc::new(Slot(UnsafeCell::new(0)));
    let b = Arc::clone(&a);
    let other = thread::spawn(move || {
        unsafe { *b.0.get() = 1 }
        drop(b);
    });
    while Arc::strong_count(&a) != 1 { std::hint::spin_loop() }
    unsafe { *a.0.get() += 1 }
    println!("{}", unsafe { *a.0.get() });
    other.join().unwrap();
}
