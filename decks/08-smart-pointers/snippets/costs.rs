//@ run
//@ trace
//@ output: measured
//@ flags: -O
//@ timeout: 60
// What a clone and a write through a shared handle cost, without contention and with two threads on one counter.
use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::rc::Rc;
use std::sync::{Arc, Barrier, Mutex, atomic::{AtomicU64, Ordering::Relaxed}};
use std::{thread, time::Instant};

const N: usize = 200_000;
/// Alone on its cache lines, so that two blocks never share one.
#[repr(align(128))]
struct Apart(#[allow(dead_code)] u64);
fn say(group: &str, name: &str, seconds: f64) {
    println!(r#"{{"ev":"measure","group":"{group}","name":"{name}","value":{:.2},"unit":"ns"}}"#, seconds * 1e9 / N as f64);
}
fn measure(group: &str, name: &str, f: impl Fn()) {
    for _ in 0..5 {
        let best = (0..15).map(|_| { let t = Instant::now(); for _ in 0..N { f() } t.elapsed().as_secs_f64() }).fold(f64::MAX, f64::min);
        say(group, name, best);
    }
}
/// Two threads clone and drop at once: handles of one block, or of one block each.
fn together(of: [&Arc<Apart>; 2]) -> f64 {
    let start = Barrier::new(2);
    thread::scope(|s| of.map(|a| { let start = &start; s.spawn(move || {
        start.wait();
        let t = Instant::now();
        for _ in 0..N { black_box(black_box(a).clone()); }
        t.elapsed().as_secs_f64()
    }) }).map(|h| h.join().unwrap())).into_iter().fold(0.0, f64::max)
}
fn pair(name: &str, of: [&Arc<Apart>; 2]) {
    for _ in 0..5 { say("clone and drop", name, (0..15).map(|_| together(of)).fold(f64::MAX, f64::min)) }
}
fn main() {
    let (rc, arc, other) = (Rc::new(Apart(1)), Arc::new(Apart(1)), Arc::new(Apart(1)));
    measure("clone and drop", "Rc", || { black_box(black_box(&rc).clone()); });
    measure("clone and drop", "Arc", || { black_box(black_box(&arc).clone()); });
    pair("two threads, own Arc", [&arc, &other]);
    pair("two threads, one Arc", [&arc, &arc]);
    let (cell, ref_cell, atomic, mutex) = (Cell::new(0_u64), RefCell::new(0_u64), AtomicU64::new(0), Mutex::new(0_u64));
    measure("add one", "Cell", || { let c = black_box(&cell); c.set(c.get() + 1) });
    measure("add one", "RefCell", || *black_box(&ref_cell).borrow_mut() += 1);
    measure("add one", "atomic, Relaxed", || { black_box(&atomic).fetch_add(1, Relaxed); });
    measure("add one", "Mutex, free", || *black_box(&mutex).lock().unwrap() += 1);
}
