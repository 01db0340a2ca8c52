//@ run
use std::panic::{AssertUnwindSafe, catch_unwind};
impl Drop for Loud {
    fn drop(&mut self) { print!("{} ", self.0) }
}
impl Default for Loud {
    fn default() -> Self { Loud(0) }
}
// #region q
struct Loud(u8);

fn replace(slot: &mut Loud, f: fn(Loud) -> Loud) {
    let old = std::mem::take(slot);
    *slot = f(old);
}
fn main() {
    let mut a = Loud(7);
    let _ = catch_unwind(AssertUnwindSafe(|| {
        replace(&mut a, |_old| panic!())
    }));
}
// #endregion
