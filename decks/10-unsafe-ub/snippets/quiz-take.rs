//@ run
use std::panic::{AssertUnwindSafe, catch_unwind};
// #region q
struct Loud(u8);
impl Drop for Loud { fn drop(&mut self) { print!("{} ", self.0) } }
impl Default for Loud { fn default() -> Self { Loud(0) } }

fn replace_with(slot: &mut Loud, f: impl FnOnce(Loud) -> Loud) {
    let old = std::mem::take(slot);
    *slot = f(old);
}
fn main() {
    let mut a = Loud(7);
    let f = AssertUnwindSafe(|| replace_with(&mut a, |_old| panic!()));
    let _ = catch_unwind(f);
}
// #endregion
