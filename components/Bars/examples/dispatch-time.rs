//@ run
//@ trace
//@ flags: -O
// Five sums over 65 536 elements, each through a generic call and through a vtable. A measurement: the figure shows range and ratio, and says so.
use std::hint::black_box;
use std::time::Instant;

trait Op { fn go(&self, x: u64) -> u64; }
struct And(u64);
impl Op for And { fn go(&self, x: u64) -> u64 { x & self.0 } }

#[inline(never)]
fn by_generic<T: Op>(v: &[u64], op: &T) -> u64 { v.iter().map(|&x| op.go(x)).sum() }
#[inline(never)]
fn by_dyn(v: &[u64], op: &dyn Op) -> u64 { v.iter().map(|&x| op.go(x)).sum() }

fn main() {
    let v: Vec<u64> = (0..65_536).collect();
    let op = And(black_box(0xff));
    // The first run warms up the cache.
    for run in 0..6 {
        for name in ["generic", "dyn"] {
            let start = Instant::now();
            for _ in 0..50 { black_box(if name == "dyn" { by_dyn(black_box(&v), black_box(&op)) } else { by_generic(black_box(&v), &op) }); }
            let us = start.elapsed().as_nanos() as f64 / 50_000.0;
            if run > 0 { println!(r#"{{"ev":"measure","name":"{name}","value":{us:.2},"unit":"µs","group":"sum of 65 536 elements"}}"#) }
        }
    }
}
