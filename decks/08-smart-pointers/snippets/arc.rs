//@ run
//@ trace
// The counts of an Arc, as std moves them: the increment is relaxed, each decrement releases, the last one is followed by a fence that acquires.
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::{self, Relaxed, Release}, fence};
use std::{cell::UnsafeCell, hint::spin_loop, thread};

struct Inner { strong: AtomicUsize, data: UnsafeCell<u32> }
unsafe impl Sync for Inner {}
/// Whose turn it is. Relaxed on purpose: it fixes the order of this run and orders nothing else.
static TURN: AtomicU32 = AtomicU32::new(0);

/// Waits for its turn, does something, and says what.
fn op(turn: u32, thread: &str, text: &str, place: &str, order: &str, f: impl FnOnce() -> Option<(usize, usize)>) {
    while TURN.load(Relaxed) != turn { spin_loop() }
    let counts = f().map_or(String::new(), |(old, new)| format!(r#","old":{old},"new":{new}"#));
    println!(r#"{{"ev":"op","thread":"{thread}","text":"{text}","place":"{place}","order":"{order}"{counts}}}"#);
    TURN.store(turn + 1, Relaxed);
}
fn clone(inner: &Inner) -> Option<(usize, usize)> {
    let old = inner.strong.fetch_add(1, Relaxed);
    Some((old, old + 1))
}
fn release(inner: &Inner, order: Ordering) -> Option<(usize, usize)> {
    let old = inner.strong.fetch_sub(1, order);
    Some((old, old - 1))
}

fn main() {
    let inner = Inner { strong: AtomicUsize::new(1), data: UnsafeCell::new(0) };
    thread::scope(|s| {
        s.spawn(|| {
            op(0, "A", "fetch_add(1, Relaxed)", "strong", "Relaxed", || clone(&inner));
            // Starting the thread hands the new handle over, and orders what was done before.
            s.spawn(|| {
                op(3, "B", "fetch_sub(1, Release)", "strong", "Release", || release(&inner, Release));
                op(4, "B", "fence(Acquire)", "", "Acquire", || { fence(Ordering::Acquire); None });
                op(5, "B", "drop the value", "data", "drop", || { unsafe { std::ptr::drop_in_place(inner.data.get()) }; None });
            });
            op(1, "A", "data = 1", "data", "write", || { unsafe { *inner.data.get() = 1 }; None });
            op(2, "A", "fetch_sub(1, Release)", "strong", "Release", || release(&inner, Release));
        });
    });
}
