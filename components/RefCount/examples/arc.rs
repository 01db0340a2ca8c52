//@ run
//@ trace
//@ miri: ok
//@ miri-seeds: 8
// Two drops of an Arc, as std orders them: each decrement releases, the last one is followed by a fence that acquires.
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::{self, Relaxed, Release}, fence};
use std::{cell::UnsafeCell, hint::spin_loop, mem::ManuallyDrop, thread};

/// Its destructor reads it: without an access there is nothing to order.
struct Value(u32);
impl Drop for Value {
    fn drop(&mut self) { std::hint::black_box(self.0); }
}
struct Inner { strong: AtomicUsize, data: UnsafeCell<ManuallyDrop<Value>> }
unsafe impl Sync for Inner {}
impl Inner {
    fn with(handles: usize) -> Self { Inner { strong: AtomicUsize::new(handles), data: UnsafeCell::new(ManuallyDrop::new(Value(0))) } }
    fn write(&self) { unsafe { (&mut *self.data.get()).0 = 1 } }
    fn drop_value(&self) { unsafe { ManuallyDrop::drop(&mut *self.data.get()) } }
}
/// Whose turn it is. Relaxed on purpose: it fixes the order of this run and orders nothing else.
static TURN: AtomicU32 = AtomicU32::new(0);

/// A step as it is printed, after both threads have ended: a print between two steps would order them, for it takes a lock.
type Step = (u32, &'static str, &'static str, &'static str, &'static str, Option<(usize, usize)>);

/// Waits for its turn, does something, and returns what it did.
fn op(turn: u32, thread: &'static str, text: &'static str, place: &'static str, order: &'static str, f: impl FnOnce() -> Option<(usize, usize)>) -> Step {
    while TURN.load(Relaxed) != turn { spin_loop() }
    let counts = f();
    TURN.store(turn + 1, Relaxed);
    (turn, thread, text, place, order, counts)
}

fn print_in_turn(mut steps: Vec<Step>) {
    steps.sort();
    for (_, thread, text, place, order, counts) in steps {
        let counts = counts.map_or(String::new(), |(old, new)| format!(r#","old":{old},"new":{new}"#));
        println!(r#"{{"ev":"op","thread":"{thread}","text":"{text}","place":"{place}","order":"{order}"{counts}}}"#);
    }
}
fn release(inner: &Inner, order: Ordering) -> Option<(usize, usize)> {
    let old = inner.strong.fetch_sub(1, order);
    Some((old, old - 1))
}

fn main() {
    let inner = Inner::with(2);
    let steps = thread::scope(|s| {
        let a = s.spawn(|| [
            op(0, "A", "data = 1", "data", "write", || { inner.write(); None }),
            op(1, "A", "fetch_sub(1, Release)", "strong", "Release", || release(&inner, Release)),
        ]);
        let b = s.spawn(|| [
            op(2, "B", "fetch_sub(1, Release)", "strong", "Release", || release(&inner, Release)),
            op(3, "B", "fence(Acquire)", "", "Acquire", || { fence(Ordering::Acquire); None }),
            op(4, "B", "drop the value", "data", "drop", || { inner.drop_value(); None }),
        ]);
        [&a.join().unwrap()[..], &b.join().unwrap()[..]].concat()
    });
    print_in_turn(steps);
}
