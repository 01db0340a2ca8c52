//@ run
//@ trace
//@ emit: witness
//@ miri: ok
//@ miri-seeds: 8
// The counts of an Arc, as std moves them: the increment is relaxed, each decrement releases, the last one is followed by a fence that acquires.
// Under Miri the same run has no data race.
use std::cell::UnsafeCell;
use std::hint::{black_box, spin_loop};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::{Acquire, Relaxed, Release}, fence};
use std::thread;

struct Value(u32);
impl Drop for Value {
    fn drop(&mut self) { black_box(self.0); }
}
struct Inner { strong: AtomicUsize, data: UnsafeCell<ManuallyDrop<Value>> }
unsafe impl Sync for Inner {}
/// Whose turn it is. Relaxed on purpose: it fixes the order of this run and orders nothing else.
static TURN: AtomicU32 = AtomicU32::new(u32::MAX);
/// What one thread did, in a buffer of its own, printed at the end: `println!` takes a lock, and that would order the threads.
struct Log { thread: &'static str, done: usize, ops: [Op; 4] }
type Op = (u32, &'static str, &'static str, &'static str, Option<usize>);

impl Log {
    fn new(thread: &'static str) -> Self { Log { thread, done: 0, ops: [(0, "", "", "", None); 4] } }
    /// Waits for its turn, does something, and keeps what it was; a count is the one before.
    fn op(&mut self, turn: u32, text: &'static str, place: &'static str, order: &'static str, f: impl FnOnce() -> Option<usize>) {
        while TURN.load(Relaxed) != turn { spin_loop() }
        self.ops[self.done] = (turn, text, place, order, f());
        self.done += 1;
        TURN.store(turn + 1, Relaxed);
    }
}
fn print(logs: [Log; 2]) {
    let mut all: Vec<(Op, &str)> = logs.iter().flat_map(|l| l.ops[..l.done].iter().map(|op| (*op, l.thread))).collect();
    all.sort_by_key(|(op, _)| op.0);
    for ((_, text, place, order, old), thread) in all {
        let step = if order == "Relaxed" { 1 } else { usize::MAX };
        let counts = old.map_or(String::new(), |old| format!(r#","old":{old},"new":{}"#, old.wrapping_add(step)));
        println!(r#"{{"ev":"op","thread":"{thread}","text":"{text}","place":"{place}","order":"{order}"{counts}}}"#);
    }
}

fn main() {
    let inner = Inner { strong: AtomicUsize::new(1), data: UnsafeCell::new(ManuallyDrop::new(Value(0))) };
    let inner = &inner;
    TURN.store(0, Relaxed);
    let logs = thread::scope(|s| {
        let a = s.spawn(move || {
            let mut log = Log::new("A");
            log.op(0, "fetch_add(1, Relaxed)", "strong", "Relaxed", || Some(inner.strong.fetch_add(1, Relaxed)));
            TURN.store(u32::MAX, Relaxed);
            // Starting the thread hands the new handle over, and orders what was done before. B gives A its next turn, so that it has started.
            let b = s.spawn(move || {
                let mut log = Log::new("B");
                TURN.store(1, Relaxed);
                log.op(3, "fetch_sub(1, Release)", "strong", "Release", || Some(inner.strong.fetch_sub(1, Release)));
                log.op(4, "fence(Acquire)", "", "Acquire", || { fence(Acquire); None });
                log.op(5, "drop the value", "data", "drop", || { unsafe { ManuallyDrop::drop(&mut *inner.data.get()) }; None });
                log
            });
            log.op(1, "data = 1", "data", "write", || { unsafe { inner.data.get().cast::<u32>().write(1) }; None });
            log.op(2, "fetch_sub(1, Release)", "strong", "Release", || Some(inner.strong.fetch_sub(1, Release)));
            (log, b)
        });
        let (a, b) = a.join().unwrap();
        [a, b.join().unwrap()]
    });
    print(logs);
}
