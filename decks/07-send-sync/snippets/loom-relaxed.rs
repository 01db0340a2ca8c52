//@ run-fail: 101
//@ loom
// The flag of publish.rs with `Relaxed` on both sides, as a model: loom runs every execution that the memory model allows.
use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, Ordering::Relaxed};
use loom::thread;

struct Slot {
    data: UnsafeCell<u32>,
    ready: AtomicBool,
}

fn empty() -> Arc<Slot> {
    Arc::new(Slot { data: UnsafeCell::new(0), ready: AtomicBool::new(false) })
}

fn main() {
    // #region model
    loom::model(|| {
        let slot = empty();
        let other = slot.clone();
        let writer = thread::spawn(move || {
            other.data.with_mut(|data| unsafe { *data = 7 });
            other.ready.store(true, Relaxed);
        });
        if slot.ready.load(Relaxed) {
            slot.data.with(|data| unsafe { assert_eq!(*data, 7) });
        }
        writer.join().unwrap();
    });
    // #endregion
}
