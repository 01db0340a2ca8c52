//@ run
//@ trace
//@ output: measured
//@ flags: -O
//@ timeout: 60
// What a clone and a write through a shared handle cost, with nobody else at it.
use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::rc::Rc;
use std::sync::{Arc, Mutex, atomic::{AtomicU64, Ordering::Relaxed}};
use std::time::Instant;

const N: usize = 200_000;
fn say(group: &str, name: &str, seconds: f64) {
    println!(r#"{{"ev":"measure","group":"{group}","name":"{name}","value":{:.2},"unit":"ns"}}"#, seconds * 1e9 / N as f64);
}
fn measure(group: &str, name: &str, f: impl Fn()) {
    for _ in 0..5 {
        let best = (0..15).map(|_| { let t = Instant::now(); for _ in 0..N { f() } t.elapsed().as_secs_f64() }).fold(f64::MAX, f64::min);
        say(group, name, best);
    }
}
fn main() {
    let (rc, arc) = (Rc::new(1_u64), Arc::new(1_u64));
    measure("clone and drop", "Rc", || { black_box(black_box(&rc).clone()); });
    measure("clone and drop", "Arc", || { black_box(black_box(&arc).clone()); });
    let text = String::from("a text of thirty-two bytes, or so");
    measure("clone and drop", "String", || { black_box(black_box(&text).clone()); });
    let (cell, ref_cell, atomic, mutex) = (Cell::new(0_u64), RefCell::new(0_u64), AtomicU64::new(0), Mutex::new(0_u64));
    measure("add one", "Cell", || { let c = black_box(&cell); c.set(c.get() + 1) });
    measure("add one", "RefCell", || *black_box(&ref_cell).borrow_mut() += 1);
    measure("add one", "atomic, Relaxed", || { black_box(&atomic).fetch_add(1, Relaxed); });
    measure("add one", "Mutex, free", || *black_box(&mutex).lock().unwrap() += 1);
}
