//@ run
//@ miri: ok
// What each constructor asks the allocator for, and how wide the handle is. The counter forwards to System.
use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Debug;
use std::rc::{Rc, Weak};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

struct Count;
static CALLS: AtomicUsize = AtomicUsize::new(0);
static LAST: AtomicUsize = AtomicUsize::new(0);
// SAFETY: both methods forward to System with the arguments they were given.
unsafe impl GlobalAlloc for Count {
    unsafe fn alloc(&self, l: Layout) -> *mut u8 {
        CALLS.fetch_add(1, Relaxed);
        LAST.store(l.size(), Relaxed);
        unsafe { System.alloc(l) }
    }
    unsafe fn dealloc(&self, p: *mut u8, l: Layout) { unsafe { System.dealloc(p, l) } }
}
#[global_allocator]
static GLOBAL: Count = Count;

fn asks<H>(what: &str, make: impl FnOnce() -> H) {
    CALLS.store(0, Relaxed);
    LAST.store(0, Relaxed);
    let handle = make();
    let (calls, last) = (CALLS.load(Relaxed), LAST.load(Relaxed));
    println!("{what:<16} handle {:>2}   requests {calls}   last block {last:>2}", size_of_val(&handle));
}

fn main() {
    // #region lines
    asks("Box of u64", || Box::new(1_u64));
    asks("Box of ()", || Box::new(()));
    asks("Box of dyn", || -> Box<dyn Debug> { Box::new(1_u64) });
    asks("Rc of u8", || Rc::new(1_u8));
    asks("Rc of String", || Rc::new(String::from("hello")));
    asks("Rc of str", || Rc::<str>::from("hello"));
    asks("Weak::new", || Weak::<u64>::new());
    // #endregion
}
