//@ run
//@ trace
// Forty pushes of a u64: five blocks would be needed, one is asked for and stretched.
mod tracer {
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

    pub struct Tracer;
    static ON: AtomicBool = AtomicBool::new(false);
    /// Address of block `i + 1`; it never leaves this table.
    static BLOCKS: [AtomicUsize; 256] = [const { AtomicUsize::new(0) }; 256];
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    static LOG: [[AtomicUsize; 4]; 1024] = [const { [const { AtomicUsize::new(0) }; 4] }; 1024];
    static COUNT: AtomicUsize = AtomicUsize::new(0);

    const STEP: usize = 1;
    const ALLOC: usize = 2;
    const ZEROED: usize = 3;
    const REALLOC: usize = 4;
    const DEALLOC: usize = 5;
    const USED: usize = 6;

    fn log(what: usize, a: usize, b: usize, c: usize) {
        if let Some(entry) = LOG.get(COUNT.fetch_add(1, Relaxed)) {
            for (cell, value) in entry.iter().zip([what, a, b, c]) { cell.store(value, Relaxed) }
        }
    }
    fn id(p: usize) -> usize { BLOCKS.iter().position(|b| b.load(Relaxed) == p).map_or(0, |i| i + 1) }
    fn born(what: usize, p: *mut u8, l: Layout) -> *mut u8 {
        if ON.load(Relaxed) && !p.is_null() {
            let i = NEXT.fetch_add(1, Relaxed);
            BLOCKS[i].store(p.addr(), Relaxed);
            log(what, i + 1, l.size(), l.align());
        }
        p
    }

    // SAFETY: every method forwards to System with the arguments it was given.
    unsafe impl GlobalAlloc for Tracer {
        unsafe fn alloc(&self, l: Layout) -> *mut u8 { born(ALLOC, unsafe { System.alloc(l) }, l) }
        unsafe fn alloc_zeroed(&self, l: Layout) -> *mut u8 { born(ZEROED, unsafe { System.alloc_zeroed(l) }, l) }
        unsafe fn dealloc(&self, p: *mut u8, l: Layout) {
            let i = id(p.addr());
            if ON.load(Relaxed) && i > 0 { BLOCKS[i - 1].store(0, Relaxed); log(DEALLOC, i, 0, 0) }
            unsafe { System.dealloc(p, l) }
        }
        unsafe fn realloc(&self, p: *mut u8, l: Layout, n: usize) -> *mut u8 {
            let i = id(p.addr());
            let q = unsafe { System.realloc(p, l, n) };
            if ON.load(Relaxed) && i > 0 && !q.is_null() { BLOCKS[i - 1].store(q.addr(), Relaxed); log(REALLOC, i, n, 0) }
            q
        }
    }

    pub fn start() { ON.store(true, Relaxed) }
    pub fn step(line: u32) { log(STEP, line as usize, 0, 0) }
    pub fn used<T>(p: *const T, len: usize) { let i = id(p.addr()); if i > 0 { log(USED, i, len * size_of::<T>(), 0) } }
    pub fn finish() {
        ON.store(false, Relaxed);
        for entry in &LOG[..COUNT.load(Relaxed)] {
            let [what, a, b, c] = entry.each_ref().map(|x| x.load(Relaxed));
            match what {
                STEP => println!(r#"{{"ev":"step","line":{a}}}"#),
                ALLOC => println!(r#"{{"ev":"alloc","id":{a},"size":{b},"align":{c}}}"#),
                ZEROED => println!(r#"{{"ev":"alloc","id":{a},"size":{b},"align":{c},"zeroed":true}}"#),
                REALLOC => println!(r#"{{"ev":"realloc","id":{a},"size":{b}}}"#),
                DEALLOC => println!(r#"{{"ev":"dealloc","id":{a}}}"#),
                _ => println!(r#"{{"ev":"used","id":{a},"bytes":{b}}}"#),
            }
        }
    }
}
/// Marks the line below it as the next frame.
macro_rules! step { () => { tracer::step(line!() + 1) } }
/// Says how much of a Vec's block holds values.
macro_rules! used { ($v:expr) => { tracer::used($v.as_ptr(), $v.len()) } }

#[global_allocator]
static GLOBAL: tracer::Tracer = tracer::Tracer;

fn main() {
    tracer::start();
    // #region program
    step!();
    let mut v: Vec<u64> = Vec::new();
    for i in 0..20 {
        step!();
        v.push(i);
        used!(v);
    }
    step!();
    v.shrink_to_fit();
    used!(v);
    step!();
    drop(v);
    // #endregion
    tracer::finish();
}
