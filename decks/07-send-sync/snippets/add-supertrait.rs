//@ run
// A coercion adds `Send` to a trait object whose trait has `Send` as a supertrait.
use std::thread;
// #region all
trait Job: Send { fn run(&self) -> u8; }
struct Seven;
impl Job for Seven { fn run(&self) -> u8 { 7 } }

fn add(job: Box<dyn Job>) -> Box<dyn Job + Send> { job }
fn main() {
    let job = add(Box::new(Seven));
    println!("{}", thread::spawn(move || job.run()).join().unwrap());
}
// #endregion
