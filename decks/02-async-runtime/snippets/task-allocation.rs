//@ run
//@ crate: tokio
// Counts what `tokio::spawn` asks of the allocator, on the thread that spawns.
use std::{alloc::{GlobalAlloc, Layout, System}, cell::Cell, future::pending, hint::black_box};

struct Counting;
thread_local!(static SEEN: Cell<(usize, usize)> = const { Cell::new((0, 0)) });
// SAFETY: forwards to the system allocator; the count is a plain thread-local without a destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (count, bytes) = SEEN.get();
        SEEN.set((count + 1, bytes + layout.size()));
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, p: *mut u8, layout: Layout) { unsafe { System.dealloc(p, layout) } }
}
#[global_allocator]
static COUNTING: Counting = Counting;

fn spawn<F: Future<Output = ()> + Send + 'static>(what: &str, future: F) {
    let size = size_of_val(&future);
    SEEN.set((0, 0));
    let handle = tokio::spawn(future);
    let (count, bytes) = SEEN.get();
    println!("{what}: future of {size} bytes, {count} allocation(s), {bytes} bytes");
    handle.abort();
}
async fn keep<const N: usize>() { let kept = [0u8; N]; pending::<()>().await; black_box(&kept); }

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        tokio::spawn(async {}).await.unwrap();
        // #region q
        spawn("small", async {});
        spawn("1 KiB", keep::<1024>());
        spawn("32 KiB", keep::<32768>());
        // #endregion
    });
}
