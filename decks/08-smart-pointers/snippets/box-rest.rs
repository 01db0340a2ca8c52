//@ run
// What a box does with a field that was not moved out: it is dropped at the end of the scope, and the block is freed.
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

struct Count;
static FREED: AtomicUsize = AtomicUsize::new(0);
// SAFETY: both methods forward to System with the arguments they were given.
unsafe impl GlobalAlloc for Count {
    unsafe fn alloc(&self, l: Layout) -> *mut u8 { unsafe { System.alloc(l) } }
    unsafe fn dealloc(&self, p: *mut u8, l: Layout) { FREED.fetch_add(1, Relaxed); unsafe { System.dealloc(p, l) } }
}
#[global_allocator]
static GLOBAL: Count = Count;

struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) { println!("dropped {}", self.0) }
}
struct Pair { left: Noisy, right: Noisy }

fn main() {
    let before = FREED.load(Relaxed);
    {
        let b = Box::new(Pair { left: Noisy("left"), right: Noisy("right") });
        let _left = b.left;
        println!("end of the scope, {} is in the box", b.right.0);
    }
    println!("blocks freed: {}", FREED.load(Relaxed) - before);
}
