//@ check-fail: E0275
// A cycle of auto-trait goals that passes through an ordinary trait: not every goal in it is coinductive, so it overflows.
#![allow(dead_code)]
// #region all
trait Deep {}
impl<T: Send> Deep for Box<T> {}
struct Wrap<T>(Box<T>);
unsafe impl<T> Send for Wrap<T> where Box<T>: Deep {}
struct List { next: Option<Wrap<List>> }

fn need<T: Send>() {}
fn main() {
    need::<List>(); //~ E0275
}
// #endregion
