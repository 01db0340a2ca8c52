//@ run
//@ flags: -O -C lto=fat -C codegen-units=1
//@ emit: asm hot
use std::{env, hint::black_box};

trait Codec { fn step(&self, x: u64) -> u64; }
struct Only(u64); // the only implementation
impl Codec for Only {
    fn step(&self, x: u64) -> u64 { x ^ self.0 }
}

// #region hot
#[inline(never)]
fn hot(c: &dyn Codec, x: u64) -> u64 {
    c.step(x).wrapping_add(1)
}

fn main() {
    let n = env::args().count() as u64;
    let c: Box<dyn Codec> = Box::new(Only(n));
    println!("{}", hot(&*c, black_box(7)));
}
// #endregion
