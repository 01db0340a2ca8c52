//@ run
//@ miri: ok
// A waker over an Arc, its table written out; each function says when it is called.
use std::{sync::{Arc, atomic::{AtomicU32, Ordering::SeqCst}}, task::{RawWaker, RawWakerVTable, Waker}};

// #region table
static TABLE: RawWakerVTable = RawWakerVTable::new( // each function gets the data word, `p`
    |p| unsafe { Arc::increment_strong_count(p.cast::<Wakes>()); RawWaker::new(p, &TABLE) }, // clone
    |p| unsafe { Arc::from_raw(p.cast::<Wakes>()) }.wake(),        // wake: its count goes with it
    |p| unsafe { &*p.cast::<Wakes>() }.wake(),                     // wake_by_ref: no count changes
    |p| unsafe { Arc::decrement_strong_count(p.cast::<Wakes>()) }, // drop: one count less
);
// #endregion
struct Wakes(AtomicU32);
impl Wakes { fn wake(&self) { self.0.fetch_add(1, SeqCst); } }

fn main() {
    let wakes = Arc::new(Wakes(AtomicU32::new(0)));
    let count = |what: &str| println!("{what:<12} counts {}, wakes {}", Arc::strong_count(&wakes), wakes.0.load(SeqCst));
    // #region main
    // SAFETY: the table treats its data word as an `Arc<Wakes>`, and this one is its own count.
    let waker = unsafe { Waker::new(Arc::into_raw(wakes.clone()).cast(), &TABLE) };
    count("new");
    let second = waker.clone();
    count("clone");
    second.wake_by_ref();
    count("wake_by_ref");
    second.wake();
    count("wake");
    drop(waker);
    count("drop");
    // #endregion
}
