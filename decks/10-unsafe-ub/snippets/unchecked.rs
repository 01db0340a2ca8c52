//@ run
//@ trace
//@ output: measured
//@ flags: -O
// An elementwise product, four times: does unchecked access pay, and is it the only way to lose the check?
use std::hint::black_box;
use std::time::Instant;

const N: usize = 1 << 14;

// #region loops
#[inline(never)]
fn indexed(out: &mut [u32], a: &[u32], b: &[u32]) {
    for i in 0..out.len() { out[i] = a[i].wrapping_mul(b[i]) }
}
#[inline(never)]
fn resliced(out: &mut [u32], a: &[u32], b: &[u32]) {
    let (a, b) = (&a[..out.len()], &b[..out.len()]);
    for i in 0..out.len() { out[i] = a[i].wrapping_mul(b[i]) }
}
#[inline(never)]
fn zipped(out: &mut [u32], a: &[u32], b: &[u32]) {
    for (o, (x, y)) in out.iter_mut().zip(a.iter().zip(b)) { *o = x.wrapping_mul(*y) }
}
// #endregion
#[inline(never)]
fn unchecked(out: &mut [u32], a: &[u32], b: &[u32]) {
    assert!(out.len() <= a.len() && out.len() <= b.len());
    // SAFETY: i < out.len(), and a and b are at least as long, as asserted above.
    for i in 0..out.len() { unsafe { *out.get_unchecked_mut(i) = a.get_unchecked(i).wrapping_mul(*b.get_unchecked(i)) } }
}

/// Nine rounds, each the best of fifteen runs, in nanoseconds an element. One event for each round: the spread is part of the result.
fn measure(name: &str, run: fn(&mut [u32], &[u32], &[u32]), a: &[u32], b: &[u32]) {
    let mut out = vec![0; N];
    for _ in 0..9 {
        let best = (0..15).map(|_| {
            let start = Instant::now();
            for _ in 0..8 { run(black_box(&mut out), black_box(a), black_box(b)) }
            start.elapsed().as_secs_f64() / 8.0
        }).fold(f64::MAX, f64::min);
        println!(r#"{{"ev":"measure","name":"{name}","value":{:.3},"unit":"ns"}}"#, best * 1e9 / N as f64);
    }
}

fn main() {
    let a: Vec<u32> = (0..N as u32).collect();
    let b = a.clone();
    measure("get_unchecked", unchecked, &a, &b);
    measure("indexed", indexed, &a, &b);
    measure("resliced first", resliced, &a, &b);
    measure("zip", zipped, &a, &b);
}
