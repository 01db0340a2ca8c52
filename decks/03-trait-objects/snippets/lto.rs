//@ run
//@ flags: -O -C lto=fat -C codegen-units=1
//@ emit: asm hot
use std::hint::black_box;

// #region hot
trait Codec { fn step(&self, x: u8) -> u8; }
struct Only(u8); // the only implementation
impl Codec for Only {
    fn step(&self, x: u8) -> u8 { x ^ self.0 }
}
#[unsafe(no_mangle)] #[inline(never)]
fn hot(c: &dyn Codec, x: u8) -> u8 { c.step(x) + 1 }
fn main() {
    let c: &dyn Codec = black_box(&Only(3));
    println!("{}", hot(c, 7));
}
// #endregion
