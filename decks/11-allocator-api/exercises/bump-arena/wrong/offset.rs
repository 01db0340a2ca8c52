// fails: blocks_are_aligned_and_apart
// The offset is rounded up, as if the buffer were aligned to everything.
//! A bump arena.
use std::alloc::Layout;
use std::cell::{Cell, UnsafeCell};
use std::mem::MaybeUninit;
use std::ptr::NonNull;

pub struct Bump<const N: usize> {
    buffer: UnsafeCell<[MaybeUninit<u8>; N]>,
    top: Cell<usize>,
}
impl<const N: usize> Bump<N> {
    pub const fn new() -> Self {
        Bump { buffer: UnsafeCell::new([MaybeUninit::uninit(); N]), top: Cell::new(0) }
    }
    /// Bytes that are taken, with what was skipped for alignment.
    pub fn used(&self) -> usize {
        self.top.get()
    }
    /// A block for `l`, or nothing. It is valid until it is given back, or until the arena is dropped or moved: the buffer lies inside.
    pub fn alloc(&self, l: Layout) -> Option<NonNull<u8>> {
        let first = self.buffer.get().cast::<u8>();
        let start = self.top.get().checked_next_multiple_of(l.align())?;
        let end = start.checked_add(l.size()).filter(|end| *end <= N)?;
        self.top.set(end);
        NonNull::new(first.wrapping_add(start))
    }
    /// Takes back the block that was handed out last; any other one stays taken.
    ///
    /// # Safety
    /// `p` is a block of this arena that was handed out for `l`, and is not used any more.
    pub unsafe fn dealloc(&self, p: NonNull<u8>, l: Layout) {
        let start = p.addr().get() - self.buffer.get().addr();
        if start + l.size() == self.top.get() {
            self.top.set(start);
        }
    }
}
impl<const N: usize> Default for Bump<N> {
    fn default() -> Self {
        Self::new()
    }
}
