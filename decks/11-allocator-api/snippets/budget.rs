//@ run
//@ trace
// A budget of 4 096 bytes: the Vec stops at a power of two, because the doubling that comes next does not fit.
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

const BUDGET: usize = 4096;
static LEFT: AtomicUsize = AtomicUsize::new(usize::MAX);
/// Kind, bytes and align of each call while the budget is on; printed afterwards.
static LOG: [[AtomicUsize; 3]; 64] = [const { [const { AtomicUsize::new(0) }; 3] }; 64];
static COUNT: AtomicUsize = AtomicUsize::new(0);
const STEP: usize = 1;
const ALLOC: usize = 2;
const REALLOC: usize = 3;
const DEALLOC: usize = 4;
const FAIL: usize = 5;

fn log(what: usize, a: usize, b: usize) {
    if LEFT.load(Relaxed) > BUDGET { return }
    if let Some(entry) = LOG.get(COUNT.fetch_add(1, Relaxed)) {
        for (cell, value) in entry.iter().zip([what, a, b]) { cell.store(value, Relaxed) }
    }
}
fn take(n: usize) -> bool { LEFT.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(n)).is_ok() }
fn give(n: usize) { LEFT.fetch_add(n, Relaxed); }

struct Capped;
// SAFETY: memory comes from System; a refused request returns null, as the contract allows.
unsafe impl GlobalAlloc for Capped {
    unsafe fn alloc(&self, l: Layout) -> *mut u8 {
        if !take(l.size()) { log(FAIL, l.size(), l.align()); return std::ptr::null_mut() }
        log(ALLOC, l.size(), l.align());
        unsafe { System.alloc(l) }
    }
    unsafe fn dealloc(&self, p: *mut u8, l: Layout) { log(DEALLOC, 0, 0); give(l.size()); unsafe { System.dealloc(p, l) } }
    unsafe fn realloc(&self, p: *mut u8, l: Layout, n: usize) -> *mut u8 {
        if n > l.size() && !take(n - l.size()) { log(FAIL, n, l.align()); return std::ptr::null_mut() }
        log(REALLOC, n, 0);
        unsafe { System.realloc(p, l, n) }
    }
}
#[global_allocator]
static GLOBAL: Capped = Capped;
macro_rules! step { () => { log(STEP, line!() as usize + 1, 0) } }

fn main() {
    let before = LEFT.swap(BUDGET, Relaxed);
    // #region program
    step!();
    let mut v: Vec<u64> = Vec::new();
    step!();
    while v.try_reserve(1).is_ok() {
        v.push(7);
    }
    step!();
    let len = v.len();
    step!();
    drop(v);
    // #endregion
    LEFT.store(before, Relaxed);
    println!(r#"{{"ev":"budget","bytes":{BUDGET}}}"#);
    for entry in &LOG[..COUNT.load(Relaxed)] {
        let [what, a, b] = entry.each_ref().map(|x| x.load(Relaxed));
        match what {
            STEP => println!(r#"{{"ev":"step","line":{a}}}"#),
            ALLOC => println!(r#"{{"ev":"alloc","id":1,"size":{a},"align":{b}}}"#),
            REALLOC => println!(r#"{{"ev":"realloc","id":1,"size":{a}}}"#),
            DEALLOC => println!(r#"{{"ev":"dealloc","id":1}}"#),
            _ => println!(r#"{{"ev":"fail","id":1,"size":{a},"align":{b}}}"#),
        }
    }
    assert_eq!(len, 512);
}
