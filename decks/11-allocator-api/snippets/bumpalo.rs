//@ run
//@ crate: bumpalo
// #region main
use bumpalo::{collections::Vec, Bump};

struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) { println!("dropped {}", self.0) }
}

fn main() {
    let arena = Bump::new();
    let _lost = arena.alloc(Noisy("alone"));
    let mut kept = Vec::new_in(&arena);
    kept.push(Noisy("in a Vec"));
}
// #endregion
