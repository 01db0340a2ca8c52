use own_rc::MyRc;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! { static BLOCKS: Cell<isize> = const { Cell::new(0) } }
struct PerThread;
fn count(by: isize) {
    let _ = BLOCKS.try_with(|b| b.set(b.get() + by));
}
// SAFETY: both methods forward to System with the arguments they were given.
unsafe impl GlobalAlloc for PerThread {
    unsafe fn alloc(&self, l: Layout) -> *mut u8 {
        count(1);
        unsafe { System.alloc(l) }
    }
    unsafe fn dealloc(&self, p: *mut u8, l: Layout) {
        count(-1);
        unsafe { System.dealloc(p, l) }
    }
}
#[global_allocator]
static GLOBAL: PerThread = PerThread;

struct Flag<'a>(&'a Cell<bool>);
impl Drop for Flag<'_> {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

#[test]
fn the_value_dies_with_the_last_strong_handle() {
    let gone = Cell::new(false);
    let a = MyRc::new(Flag(&gone));
    let b = a.clone();
    let weak = MyRc::downgrade(&a);
    assert_eq!(MyRc::strong_count(&b), 2);
    drop(a);
    assert!(!gone.get(), "one strong handle is left");
    assert!(weak.upgrade().is_some());
    drop(b);
    assert!(gone.get(), "the last strong handle is gone");
    assert!(weak.upgrade().is_none());
}

#[test]
fn the_block_dies_with_the_last_handle() {
    let before = BLOCKS.get();
    let rc = MyRc::new(7_u64);
    assert_eq!(*rc, 7);
    drop(rc);
    let without_weak = BLOCKS.get() - before;
    let rc = MyRc::new(8_u64);
    let weak = MyRc::downgrade(&rc);
    drop(rc);
    let kept = BLOCKS.get() - before - without_weak;
    drop(weak);
    let at_the_end = BLOCKS.get() - before;
    assert_eq!(without_weak, 0, "without a weak handle the block goes with the value");
    assert_eq!(kept, 1, "a weak handle keeps the block");
    assert_eq!(at_the_end, 0, "and the last weak handle frees it");
}
