//@ run
//@ trace
//@ output: measured
//@ flags: -O
// What a call through the table costs when the target is always the same. Here all three loops go over boxes, so that the memory is the same. Times differ from machine to machine.
use std::hint::black_box;
use std::time::Instant;

const N: usize = 1 << 14;

pub trait Op { fn apply(&self, x: u64) -> u64; }

pub struct Add(u64);
impl Op for Add {
    fn apply(&self, x: u64) -> u64 { x.wrapping_add(self.0) }
}

// #region calls
fn inlined(ops: &[Box<Add>]) -> u64 {
    ops.iter().fold(1, |x, op| op.apply(x))
}
fn called(ops: &[Box<Add>]) -> u64 {
    ops.iter().fold(1, |x, op| call(op, x))
}
fn through_dyn(ops: &[Box<dyn Op>]) -> u64 {
    ops.iter().fold(1, |x, op| op.apply(x))
}
#[inline(never)]
fn call(op: &Add, x: u64) -> u64 { op.apply(x) }
// #endregion

/// Nine rounds, each the best of fifteen runs, in nanoseconds a call. One event for each round: the spread is part of the result.
fn measure(name: &str, mut run: impl FnMut() -> u64) {
    for _ in 0..9 {
        let best = (0..15).map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed().as_secs_f64()
        }).fold(f64::MAX, f64::min);
        println!(r#"{{"ev":"measure","name":"{name}","value":{:.2},"unit":"ns"}}"#, best * 1e9 / N as f64);
    }
}

fn main() {
    let adds: Vec<Box<Add>> = (0..N as u64).map(|i| Box::new(Add(i))).collect();
    let boxed: Vec<Box<dyn Op>> = (0..N as u64).map(|i| Box::new(Add(i)) as Box<dyn Op>).collect();
    measure("boxes, inlined", || inlined(black_box(&adds)));
    measure("boxes, out of line", || called(black_box(&adds)));
    measure("boxes, dyn", || through_dyn(black_box(&boxed)));
}
