//@ run
//@ trace
//@ output: measured
//@ flags: -O
// A `for` loop over `chain`, and the two loops that it stands for. Times differ from machine to machine; read the ratio.
use std::hint::black_box;
use std::time::Instant;
// #region loops
#[inline(never)]
fn chained(a: &[u64], b: &[u64]) -> u64 {
    let mut sum = 0u64;
    for x in a.iter().chain(b) { sum = sum.wrapping_add(x & 0xff) }
    sum
}
#[inline(never)]
fn by_hand(a: &[u64], b: &[u64]) -> u64 {
    let mut sum = 0u64;
    for x in a { sum = sum.wrapping_add(x & 0xff) }
    for x in b { sum = sum.wrapping_add(x & 0xff) }
    sum
}
// #endregion
fn measure(name: &str, run: impl Fn() -> u64) {
    for _ in 0..9 {
        let best = (0..50).map(|_| { let t = Instant::now(); black_box(run()); t.elapsed().as_secs_f64() }).fold(f64::MAX, f64::min);
        println!(r#"{{"ev":"measure","name":"{name}","value":{:.2},"unit":"µs"}}"#, best * 1e6);
    }
}
fn main() {
    let xs: Vec<u64> = (0..32768).collect();
    assert_eq!(chained(&xs, &xs), by_hand(&xs, &xs));
    measure("for over chain", || chained(black_box(&xs), black_box(&xs)));
    measure("two loops", || by_hand(black_box(&xs), black_box(&xs)));
}
