//@ run
//@ trace
//@ output: measured
//@ flags: -O
// A loop that can be vectorised, generic and through dyn. Times differ from machine to machine; read the ratio.
use std::hint::black_box;
use std::time::Instant;
// #region loops
trait Mask { fn apply(&self, x: u64) -> u64; }
struct And(u64);
impl Mask for And { fn apply(&self, x: u64) -> u64 { x & self.0 } }

fn generic<M: Mask>(m: &M, xs: &[u64]) -> u64 {
    xs.iter().fold(0, |s, &x| s.wrapping_add(m.apply(x)))
}
fn dynamic(m: &dyn Mask, xs: &[u64]) -> u64 {
    xs.iter().fold(0, |s, &x| s.wrapping_add(m.apply(x)))
}
// #endregion
fn measure(name: &str, mut run: impl FnMut() -> u64) {
    for _ in 0..9 {
        let best = (0..30).map(|_| { let t = Instant::now(); black_box(run()); t.elapsed().as_secs_f64() }).fold(f64::MAX, f64::min);
        println!(r#"{{"ev":"measure","name":"{name}","value":{:.2},"unit":"µs"}}"#, best * 1e6);
    }
}
fn main() {
    let xs: Vec<u64> = (0..65536).collect();
    let m = And(black_box(0xff));
    let d: Box<dyn Mask> = black_box(Box::new(And(0xff)));
    measure("generic", || generic(&m, black_box(&xs)));
    measure("dyn", || dynamic(&*d, black_box(&xs)));
}
