//@ run
//@ output: measured
//@ flags: -O
//@ timeout: 60
// Adding one to each of 2048 cells: the loop over `Cell`s is vectorised, the one over `RefCell`s, with a flag between the values and a test of each, is not.
use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::time::Instant;

#[inline(never)]
fn add_cell(cells: &[Cell<u32>]) {
    for c in cells { c.set(c.get() + 1) }
}
#[inline(never)]
fn add_ref(cells: &[RefCell<u32>]) {
    for c in cells { *c.borrow_mut() += 1 }
}
/// The best of thirty rounds.
fn measure(name: &str, f: impl Fn()) {
    let best = (0..30)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..200 { f() }
            start.elapsed().as_secs_f64()
        })
        .fold(f64::MAX, f64::min);
    println!("{name:<8}{:.3} ns an element", best * 1e9 / 200.0 / 2048.0);
}
fn main() {
    let cells: Vec<Cell<u32>> = (0..2048).map(|_| Cell::new(0)).collect();
    let ref_cells: Vec<RefCell<u32>> = (0..2048).map(|_| RefCell::new(0)).collect();
    measure("Cell", || add_cell(black_box(&cells)));
    measure("RefCell", || add_ref(black_box(&ref_cells)));
}
