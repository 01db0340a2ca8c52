//@ run
//@ loom
// The flag of publish.rs as a model: loom runs every execution that the memory model allows.
use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, Ordering::{Acquire, Release}};
use loom::thread;

struct Shared {
    data: UnsafeCell<u32>,
    ready: AtomicBool,
}

// #region model
fn main() {
    loom::model(|| {
        let a = Arc::new(Shared { data: UnsafeCell::new(0), ready: AtomicBool::new(false) });
        let b = a.clone();
        let writer = thread::spawn(move || {
            b.data.with_mut(|data| unsafe { *data = 7 });
            b.ready.store(true, Release);
        });
        if a.ready.load(Acquire) {
            a.data.with(|data| unsafe { assert_eq!(*data, 7) });
        }
        writer.join().unwrap();
    });
}
// #endregion
