//@ run
//@ trace
//@ emit: witness
//@ miri: race
//@ miri-seeds: 8
// The same without the fence: nothing orders the write before the destructor. x86-64 runs it all the same; Miri reports the data race.
use std::cell::UnsafeCell;
use std::hint::{black_box, spin_loop};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::{Relaxed, Release}};
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
    let inner = Inner { strong: AtomicUsize::new(2), data: UnsafeCell::new(ManuallyDrop::new(Value(0))) };
    let inner = &inner;
    let logs = thread::scope(|s| {
        let a = s.spawn(move || {
            let mut log = Log::new("A");
            log.op(0, "data = 1", "data", "write", || { unsafe { inner.data.get().cast::<u32>().write(1) }; None });
            log.op(1, "fetch_sub(1, Release)", "strong", "Release", || Some(inner.strong.fetch_sub(1, Release)));
            log
        });
        let b = s.spawn(move || {
            let mut log = Log::new("B");
            // B gives A the first turn, so that both have started.
            TURN.store(0, Relaxed);
            log.op(2, "fetch_sub(1, Release)", "strong", "Release", || Some(inner.strong.fetch_sub(1, Release)));
            log.op(3, "drop the value", "data", "drop", || { unsafe { ManuallyDrop::drop(&mut *inner.data.get()) }; None });
            log
        });
        [a.join().unwrap(), b.join().unwrap()]
    });
    print(logs);
}
