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
    fn id(&self, p: *const u8) -> usize {
        let offset = p.addr() - self.buffer.0.get().addr();
        self.blocks[..self.count.get()].iter().rposition(|b| b.get() == offset).unwrap() + 1
    }
}
// SAFETY: blocks lie in the buffer, apart from each other, and stay valid as long as the arena is borrowed.
unsafe impl<const N: usize> Allocator for &Bump<N> {
    fn allocate(&self, l: Layout) -> Result<NonNull<[u8]>, AllocError> {
        let base = self.buffer.0.get() as *mut u8;
        let offset = self.top.get().next_multiple_of(l.align());
        let end = offset.checked_add(l.size()).ok_or(AllocError)?;
        if end > N {
            println!(r#"{{"ev":"fail","size":{},"align":{}}}"#, l.size(), l.align());
            return Err(AllocError);
        }
        self.top.set(end);
        self.blocks[self.count.get()].set(offset);
        self.count.set(self.count.get() + 1);
        println!(r#"{{"ev":"alloc","id":{},"size":{},"align":{},"arena":"bump","offset":{offset}}}"#, self.count.get(), l.size(), l.align());
        Ok(NonNull::slice_from_raw_parts(unsafe { NonNull::new_unchecked(base.add(offset)) }, l.size()))
    }
    unsafe fn deallocate(&self, p: NonNull<u8>, _: Layout) { println!(r#"{{"ev":"dealloc","id":{}}}"#, self.id(p.as_ptr())) }
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
