//@ run
//@ flags: -O
//@ emit: mono digest
use std::hint::black_box;

pub trait Step { fn step(&self, x: u64) -> u64; }

macro_rules! steps {
    ($($name:ident $by:literal),*) => { $(
        pub struct $name(u64);
        impl Step for $name { fn step(&self, x: u64) -> u64 { x.rotate_left($by) ^ self.0 } }
    )* };
}
steps!(S1 1, S2 2, S3 3, S4 4, S5 5, S6 6, S7 7, S8 8);

// #region fns
#[inline(never)]
pub fn digest_generic<S: Step>(step: &S, text: &str) -> u64 {
    text.chars().filter(|c| c.is_alphanumeric())
        .fold(0, |x, c| step.step(x ^ c as u64))
}

#[inline(never)]
pub fn digest_dyn(step: &dyn Step, text: &str) -> u64 {
    text.chars().filter(|c| c.is_alphanumeric())
        .fold(0, |x, c| step.step(x ^ c as u64))
}
// #endregion

fn main() {
    let text = black_box("vtables & friends");
    macro_rules! both {
        ($($name:ident),*) => { [$( (digest_generic(&$name(1), text), digest_dyn(&$name(1), text)) ),*] };
    }
    let pairs = both!(S1, S2, S3, S4, S5, S6, S7, S8);
    println!("same answers {}", pairs.iter().all(|(a, b)| a == b));
}
