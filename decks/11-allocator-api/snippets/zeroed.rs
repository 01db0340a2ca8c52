//@ run
//@ flags: -O
// The default `alloc_zeroed` over `System.alloc`, optimised: the request and the zeros become one `calloc`, so the pages are not touched. Without -O it prints true.
use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;

struct Thin;
// SAFETY: both methods forward to System with the arguments they were given.
unsafe impl GlobalAlloc for Thin {
    unsafe fn alloc(&self, l: Layout) -> *mut u8 { unsafe { System.alloc(l) } }
    unsafe fn dealloc(&self, p: *mut u8, l: Layout) { unsafe { System.dealloc(p, l) } }
}
#[global_allocator]
static GLOBAL: Thin = Thin;

/// Resident bytes of this process, as the kernel counts them.
fn resident() -> usize {
    let pages: usize = std::fs::read_to_string("/proc/self/statm").unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4096
}
fn main() {
    // #region main
    let n = 1 << 26;
    let before = resident();
    let zeros = black_box(vec![0u8; n]);
    println!("touched: {}", resident() - before > n / 2);
    // #endregion
    drop(zeros);
}
