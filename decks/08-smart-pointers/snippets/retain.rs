//@ run
//@ miri: ok
// The bytes of a block whose value is gone, while a Weak lives.
use std::alloc::{GlobalAlloc, Layout, System};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
struct Live;
static BYTES: AtomicUsize = AtomicUsize::new(0);
// SAFETY: both methods forward to System with the arguments they were given.
unsafe impl GlobalAlloc for Live {
    unsafe fn alloc(&self, l: Layout) -> *mut u8 {
        BYTES.fetch_add(l.size(), Relaxed);
        unsafe { System.alloc(l) }
    }
    unsafe fn dealloc(&self, p: *mut u8, l: Layout) {
        BYTES.fetch_sub(l.size(), Relaxed);
        unsafe { System.dealloc(p, l) }
    }
}
#[global_allocator]
static GLOBAL: Live = Live;
fn live() -> usize { BYTES.load(Relaxed) }

// #region q
fn main() {
    let before = live();
    let rc = Rc::new([7_u8; 1 << 20]);
    let weak = Rc::downgrade(&rc);
    drop(rc);
    let kept = live() - before;
    drop(weak);
    println!("{kept}");
}
// #endregion
