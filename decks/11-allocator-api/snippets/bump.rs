//@ run
//@ trace
//@ bootstrap
// A bump arena behind a Vec: growth leaves holes, because what was handed out never comes back.
#![feature(allocator_api)]
use std::alloc::{AllocError, Allocator, Layout};
use std::cell::{Cell, UnsafeCell};
use std::ptr::NonNull;

#[repr(align(64))]
struct Buffer<const N: usize>(UnsafeCell<[u8; N]>);
struct Bump<const N: usize> {
    buffer: Buffer<N>,
    top: Cell<usize>,
    /// Offset and id of each block, for the log; ids start at 1.
    blocks: [Cell<usize>; 16],
    count: Cell<usize>,
}
impl<const N: usize> Bump<N> {
    fn new() -> Self {
        println!(r#"{{"ev":"arena","name":"bump","size":{N}}}"#);
        Bump { buffer: Buffer(UnsafeCell::new([0; N])), top: Cell::new(0), blocks: [const { Cell::new(0) }; 16], count: Cell::new(0) }
    }
    fn log(&self, l: Layout, offset: usize) {
        self.blocks[self.count.get()].set(offset);
        self.count.set(self.count.get() + 1);
        println!(r#"{{"ev":"alloc","id":{},"size":{},"align":{},"arena":"bump","offset":{offset}}}"#, self.count.get(), l.size(), l.align());
    }
    fn id(&self, p: *const u8) -> usize {
        let offset = p.addr() - self.buffer.0.get().addr();
        self.blocks[..self.count.get()].iter().rposition(|b| b.get() == offset).unwrap() + 1
    }
}
// #region place
impl<const N: usize> Bump<N> {
    /// Where a block for `l` starts, if it fits.
    fn place(&self, l: Layout) -> Option<usize> {
        let base = self.buffer.0.get().addr();
        let free = base + self.top.get();
        let start = free.checked_next_multiple_of(l.align())? - base;
        let end = start.checked_add(l.size())?;
        if end > N { return None }
        self.top.set(end);
        Some(start)
    }
}
// #endregion
// #region trait
// SAFETY: a block lies inside the buffer, aligned as asked, above all blocks that were given
// out before. The buffer outlives every copy of this reference, and moving it moves no block.
unsafe impl<const N: usize> Allocator for &Bump<N> {
    fn allocate(&self, l: Layout) -> Result<NonNull<[u8]>, AllocError> {
        let start = self.place(l).ok_or(AllocError)?;
        self.log(l, start);
        let first = NonNull::new(self.buffer.0.get().cast::<u8>()).ok_or(AllocError)?;
        // SAFETY: `place` returns offsets inside the buffer.
        Ok(NonNull::slice_from_raw_parts(unsafe { first.add(start) }, l.size()))
    }
    unsafe fn deallocate(&self, p: NonNull<u8>, _: Layout) { self.told(p) }
}
// #endregion
impl<const N: usize> Bump<N> {
    /// Nothing is taken back; the log says that somebody tried.
    fn told(&self, p: NonNull<u8>) { println!(r#"{{"ev":"dealloc","id":{}}}"#, self.id(p.as_ptr())) }
}
macro_rules! step { () => { println!(r#"{{"ev":"step","line":{}}}"#, line!() + 1) } }

fn main() {
    let bump = Bump::<128>::new();
    // #region program
    step!();
    let mut v = Vec::new_in(&bump);
    step!();
    v.extend_from_slice(&[1u32, 2, 3, 4]);
    step!();
    v.push(5);
    step!();
    let flag = Box::new_in(true, &bump);
    step!();
    let big = Box::new_in(7u64, &bump);
    step!();
    drop(v);
    step!();
    drop((flag, big));
    // #endregion
}
