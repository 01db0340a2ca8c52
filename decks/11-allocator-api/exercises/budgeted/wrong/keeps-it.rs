// fails: shrinking_gives_the_difference_back
// Growth is charged rightly, and nothing is given back.
//! A global allocator with a budget.
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

pub struct Budget {
    used: AtomicUsize,
    limit: AtomicUsize,
}
impl Budget {
    pub const fn new() -> Self {
        Budget { used: AtomicUsize::new(0), limit: AtomicUsize::new(usize::MAX) }
    }
    pub fn used(&self) -> usize {
        self.used.load(Relaxed)
    }
    /// How many bytes may be alive from now on.
    pub fn set_limit(&self, bytes: usize) {
        self.limit.store(bytes, Relaxed);
    }
    fn take(&self, n: usize) -> bool {
        self.used
            .fetch_update(Relaxed, Relaxed, |u| u.checked_add(n).filter(|t| *t <= self.limit.load(Relaxed)))
            .is_ok()
    }
    fn give(&self, n: usize) {
        self.used.fetch_sub(n, Relaxed);
    }
}
impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}

// SAFETY: blocks come from System; a refusal is null; nothing here unwinds.
unsafe impl GlobalAlloc for Budget {
    unsafe fn alloc(&self, l: Layout) -> *mut u8 {
        if !self.take(l.size()) {
            return std::ptr::null_mut();
        }
        let p = unsafe { System.alloc(l) };
        if p.is_null() {
            self.give(l.size());
        }
        p
    }
    unsafe fn alloc_zeroed(&self, l: Layout) -> *mut u8 {
        if !self.take(l.size()) {
            return std::ptr::null_mut();
        }
        let p = unsafe { System.alloc_zeroed(l) };
        if p.is_null() {
            self.give(l.size());
        }
        p
    }
    unsafe fn dealloc(&self, p: *mut u8, l: Layout) {
        unsafe { System.dealloc(p, l) };
        self.give(l.size());
    }
    unsafe fn realloc(&self, p: *mut u8, l: Layout, n: usize) -> *mut u8 {
        if n > l.size() && !self.take(n - l.size()) {
            return std::ptr::null_mut();
        }
        unsafe { System.realloc(p, l, n) }
    }
}
