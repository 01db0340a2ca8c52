//@ run
use std::mem::{forget, ManuallyDrop};
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) { print!("{} ", self.0) }
}
// #region all
struct Guard { inner: ManuallyDrop<D> }
impl Guard {
    fn into_inner(mut self) -> D {
        // SAFETY: `self` is forgotten, nobody uses `inner` again.
        let inner = unsafe { ManuallyDrop::take(&mut self.inner) };
        forget(self);
        inner
    }
}
impl Drop for Guard {
    fn drop(&mut self) { print!("guard, then ");
        unsafe { ManuallyDrop::drop(&mut self.inner) } }
}
// #endregion
fn main() {
    // #region main
    drop(Guard { inner: ManuallyDrop::new(D("a")) });
    println!();
    let d = Guard { inner: ManuallyDrop::new(D("b")) }.into_inner();
    print!("taken, then ");
    drop(d);
    println!();
    let _ = ManuallyDrop::new(D("never"));
    println!("size {}", size_of::<Option<ManuallyDrop<Box<u8>>>>());
    // #endregion
}
