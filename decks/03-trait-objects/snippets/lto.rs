//@ run
//@ flags: -O -C lto=fat -C codegen-units=1
//@ emit: asm hot
use std::hint::black_box;

// #region hot
trait Codec { fn step(&self, x: u64) -> u64; }

/// The only implementation in the whole program.
struct Only(u64);
impl Codec for Only {
    fn step(&self, x: u64) -> u64 { x ^ self.0 }
}

#[unsafe(no_mangle)]
#[inline(never)]
fn hot(c: &dyn Codec, x: u64) -> u64 {
    c.step(x).wrapping_add(1)
}
// #endregion

fn main() {
    let codec: Box<dyn Codec> = black_box(Box::new(Only(3)));
    println!("{}", hot(&*codec, 7));
}
