//@ run
//@ trace
//@ output: measured
//@ flags: -O
// A body that is long beside the call: formatting, once generic, once through dyn. Times differ from machine to machine; read the ratio.
use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;
// #region bodies
trait Field { fn write(&self, out: &mut String); }
struct Row { id: u64, price: f64 }
impl Field for Row {
    #[inline(never)]
    fn write(&self, out: &mut String) { write!(out, "{:>6} {:.2}", self.id, self.price).unwrap() }
}
fn generic<T: Field>(rows: &[T], out: &mut String) { for r in rows { r.write(out) } }
fn dynamic(rows: &[Box<dyn Field>], out: &mut String) { for r in rows { r.write(out) } }
// #endregion
fn measure(name: &str, mut run: impl FnMut(&mut String)) {
    let mut out = String::with_capacity(1 << 20);
    for _ in 0..9 {
        let best = (0..30).map(|_| { out.clear(); let t = Instant::now(); run(&mut out); black_box(&out); t.elapsed().as_secs_f64() }).fold(f64::MAX, f64::min);
        println!(r#"{{"ev":"measure","name":"{name}","value":{:.1},"unit":"ns"}}"#, best * 1e9 / 4096.0);
    }
}
fn main() {
    let row = |i: u64| Row { id: i, price: i as f64 / 7.0 };
    let rows: Vec<Row> = (0..4096).map(row).collect();
    let boxed: Vec<Box<dyn Field>> = (0..4096).map(|i| Box::new(row(i)) as Box<dyn Field>).collect();
    measure("generic", |out| generic(black_box(&rows), out));
    measure("dyn", |out| dynamic(black_box(&boxed), out));
}
