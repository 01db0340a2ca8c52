//@ run
//@ emit: witness
//@ miri: ok
//@ miri-seeds: 8
// The same with `get_mut`, which acquires what the other owner released: no data race.
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::thread;

struct Slot(UnsafeCell<u64>);
// SAFETY: the program writes only while it has the only handle, and through `b` before it is dropped.
unsafe impl Sync for Slot {}

fn main() {
    let mut a = Arc::new(Slot(UnsafeCell::new(0)));
    let b = Arc::clone(&a);
    let other = thread::spawn(move || {
        unsafe { *b.0.get() = 1 }
        drop(b);
    });
    while Arc::get_mut(&mut a).is_none() { std::hint::spin_loop() }
    unsafe { *a.0.get() += 1 }
    println!("{}", unsafe { *a.0.get() });
    other.join().unwrap();
}
