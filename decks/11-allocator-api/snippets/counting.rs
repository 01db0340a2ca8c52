//@ run
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

static LIVE: AtomicUsize = AtomicUsize::new(0);
struct Counting;
// #region impl
// SAFETY: each method hands its own arguments on to System,
// never unwinds, and returns what System returned.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, l: Layout) -> *mut u8 {
        let p = unsafe { System.alloc(l) };
        if !p.is_null() { LIVE.fetch_add(l.size(), Relaxed); }
        p
    }
    unsafe fn dealloc(&self, p: *mut u8, l: Layout) {
        unsafe { System.dealloc(p, l) };
        LIVE.fetch_sub(l.size(), Relaxed);
    }
    // alloc_zeroed and realloc: the same, see the next slides
    // #endregion
    unsafe fn alloc_zeroed(&self, l: Layout) -> *mut u8 {
        let p = unsafe { System.alloc_zeroed(l) };
        if !p.is_null() { LIVE.fetch_add(l.size(), Relaxed); }
        p
    }
    unsafe fn realloc(&self, p: *mut u8, l: Layout, n: usize) -> *mut u8 {
        let q = unsafe { System.realloc(p, l, n) };
        if !q.is_null() { LIVE.fetch_add(n, Relaxed); LIVE.fetch_sub(l.size(), Relaxed); }
        q
    }
}
// #region use
#[global_allocator]
static GLOBAL: Counting = Counting;

fn main() {
    let before = LIVE.load(Relaxed);
    let v: Vec<u64> = (0..100).collect();
    println!("live +{}", LIVE.load(Relaxed) - before);
    drop(v);
    println!("live +{}", LIVE.load(Relaxed) - before);
}
// #endregion
