//@ run
//@ trace
//@ output: measured
//@ flags: -O
// One sum over one field, with the records laid out in three ways. Times differ from machine to machine; the ratios are the lesson.
#![allow(dead_code)]
use std::hint::black_box;
use std::time::Instant;

// #region three
#[repr(C)]
struct InC { alive: u8, x: f64, team: u8, y: f64, hp: u16 }
struct InRust { alive: u8, x: f64, team: u8, y: f64, hp: u16 }
struct Columns { alive: Vec<u8>, x: Vec<f64>, team: Vec<u8>, y: Vec<f64>, hp: Vec<u16> }

fn c(all: &[InC]) -> u64 { all.iter().map(|e| u64::from(e.hp)).sum() }
fn rust(all: &[InRust]) -> u64 { all.iter().map(|e| u64::from(e.hp)).sum() }
fn columns(all: &Columns) -> u64 { all.hp.iter().map(|&hp| u64::from(hp)).sum() }
// #endregion

/// Nine rounds, each the best of seven runs, in nanoseconds a record. One event for each round: the spread is part of the result.
fn measure(group: &str, name: &str, n: usize, mut run: impl FnMut() -> u64) {
    for _ in 0..9 {
        let repeat = (1 << 21) / n;
        let best = (0..7).map(|_| {
            let start = Instant::now();
            for _ in 0..repeat { black_box(run()); }
            start.elapsed().as_secs_f64() / repeat as f64
        }).fold(f64::MAX, f64::min);
        println!(r#"{{"ev":"measure","group":"{group}","name":"{name}","value":{:.3},"unit":"ns"}}"#, best * 1e9 / n as f64);
    }
}

fn main() {
    for (group, n) in [("2 million records, from memory", 1_usize << 21), ("256 records, from the cache", 256)] {
        let in_c: Vec<_> = (0..n).map(|i| InC { alive: 1, x: 1.0, team: 0, y: 2.0, hp: i as u16 }).collect();
        let in_rust: Vec<_> = (0..n).map(|i| InRust { alive: 1, x: 1.0, team: 0, y: 2.0, hp: i as u16 }).collect();
        let apart = Columns { alive: vec![1; n], x: vec![1.0; n], team: vec![0; n], y: vec![2.0; n], hp: (0..n).map(|i| i as u16).collect() };
        measure(group, "repr(C), 40 bytes", n, || c(black_box(&in_c)));
        measure(group, "repr(Rust), 24 bytes", n, || rust(black_box(&in_rust)));
        measure(group, "columns, 2 bytes", n, || columns(black_box(&apart)));
    }
    assert_eq!((size_of::<InC>(), size_of::<InRust>()), (40, 24));
}
