//@ run-fail: 101
//@ loom
// The flag of publish.rs with `Relaxed` on both sides, as a model: loom runs every execution that the memory model allows.
use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, Ordering::Relaxed};
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
            b.ready.store(true, Relaxed);
        });
        if a.ready.load(Relaxed) {
            a.data.with(|data| unsafe { assert_eq!(*data, 7) });
        }
        writer.join().unwrap();
    });
}
// #endregion
