//@ run
//@ emit: witness
// Allocated with alignment 8, freed with alignment 1: glibc does not notice, and Miri reports it.
use std::alloc::{Layout, alloc, dealloc};

fn main() {
    let (eight, one) = (Layout::new::<u64>(), Layout::new::<[u8; 8]>());
    // SAFETY: the layout has a size.
    let p = unsafe { alloc(eight) };
    assert!(!p.is_null());
    // UB on purpose: the block is freed with another alignment than the one it was allocated with.
    unsafe { dealloc(p, one) }
}
