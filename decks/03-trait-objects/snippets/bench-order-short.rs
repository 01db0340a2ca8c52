//@ run
//@ trace
//@ output: measured
//@ flags: -O
// bench-order.rs with 64 objects instead of 16384: the same loop over the same four types, sorted and shuffled, as trait objects and as an enum. Times and ratios differ from machine to machine.
use std::hint::black_box;
use std::time::Instant;

const N: usize = 1 << 6;

pub trait Op { fn apply(&self, x: u64) -> u64; }
pub struct Add(u64);
pub struct Xor(u64);
pub struct Rot(u32);
pub struct Mul(u64);
impl Op for Add { fn apply(&self, x: u64) -> u64 { x.wrapping_add(self.0) } }
impl Op for Xor { fn apply(&self, x: u64) -> u64 { x ^ self.0 } }
impl Op for Rot { fn apply(&self, x: u64) -> u64 { x.rotate_left(self.0) } }
impl Op for Mul { fn apply(&self, x: u64) -> u64 { x.wrapping_mul(self.0) } }

// #region loops
fn dynamic(ops: &[Box<dyn Op>]) -> u64 {
    ops.iter().fold(1, |x, op| op.apply(x))
}

enum AnyOp { Add(Add), Xor(Xor), Rot(Rot), Mul(Mul) }

fn matched(ops: &[AnyOp]) -> u64 {
    ops.iter().fold(1, |x, op| match op {
        AnyOp::Add(op) => op.apply(x),
        AnyOp::Xor(op) => op.apply(x),
        AnyOp::Rot(op) => op.apply(x),
        AnyOp::Mul(op) => op.apply(x),
    })
}
// #endregion

enum Two { Add(Add), Xor(Xor) }
fn matched_two(ops: &[Two]) -> u64 {
    ops.iter().fold(1, |x, op| match op {
        Two::Add(op) => op.apply(x),
        Two::Xor(op) => op.apply(x),
    })
}

/// Nine rounds, each the best of fifteen runs, in nanoseconds a call. One event for each round: the spread is part of the result.
fn measure(name: &str, mut run: impl FnMut() -> u64) {
    for _ in 0..9 {
        let best = (0..15).map(|_| {
            let start = Instant::now();
            for _ in 0..256 { black_box(run()); }
            start.elapsed().as_secs_f64()
        }).fold(f64::MAX, f64::min);
        println!(r#"{{"ev":"measure","name":"{name}","value":{:.2},"unit":"ns"}}"#, best * 1e9 / (256 * N) as f64);
    }
}

fn boxes(kinds: &[u8]) -> Vec<Box<dyn Op>> {
    kinds.iter().zip(0_u64..).map(|(kind, i)| -> Box<dyn Op> {
        match kind { 0 => Box::new(Add(i)), 1 => Box::new(Xor(i)), 2 => Box::new(Rot(i as u32)), _ => Box::new(Mul(i | 1)) }
    }).collect()
}

fn enums(kinds: &[u8]) -> Vec<AnyOp> {
    kinds.iter().zip(0_u64..).map(|(kind, i)| match kind {
        0 => AnyOp::Add(Add(i)), 1 => AnyOp::Xor(Xor(i)), 2 => AnyOp::Rot(Rot(i as u32)), _ => AnyOp::Mul(Mul(i | 1)),
    }).collect()
}

fn main() {
    // xorshift: a fixed order in which the next type is hard to guess.
    let mut seed = 88_172_645_463_325_252_u64;
    let shuffled: Vec<u8> = (0..N).map(|_| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 40) as u8 & 3
    }).collect();
    let mut sorted = shuffled.clone();
    sorted.sort_unstable();
    let (dyn_sorted, dyn_shuffled) = (boxes(&sorted), boxes(&shuffled));
    let (enum_sorted, enum_shuffled) = (enums(&sorted), enums(&shuffled));
    let two: Vec<Two> = shuffled.iter().zip(0_u64..).map(|(kind, i)| if kind & 1 == 0 { Two::Add(Add(i)) } else { Two::Xor(Xor(i)) }).collect();

    measure("dyn, 4 types, sorted", || dynamic(black_box(&dyn_sorted)));
    measure("dyn, 4 types, shuffled", || dynamic(black_box(&dyn_shuffled)));
    measure("enum, 4 variants, sorted", || matched(black_box(&enum_sorted)));
    measure("enum, 4 variants, shuffled", || matched(black_box(&enum_shuffled)));
    measure("enum, 2 variants, shuffled", || matched_two(black_box(&two)));
}
