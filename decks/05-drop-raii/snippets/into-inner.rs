//@ run
//@ miri: ok
use std::mem::ManuallyDrop;
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) { print!("{} ", self.0) }
}
// #region all
struct Guard(ManuallyDrop<D>);
fn into_inner(guard: Guard) -> D {
    let mut guard = ManuallyDrop::new(guard);
    // SAFETY: nobody uses or drops it again.
    unsafe { ManuallyDrop::take(&mut guard.0) }
}
impl Drop for Guard {
    fn drop(&mut self) { print!("guard, then ");
        // SAFETY: this is the end of `self.0`.
        unsafe { ManuallyDrop::drop(&mut self.0) } }
}
// #endregion
fn main() {
    drop(Guard(ManuallyDrop::new(D("a"))));
    println!();
    let d = into_inner(Guard(ManuallyDrop::new(D("b"))));
    print!("taken, then ");
    drop(d);
    println!();
    let _ = ManuallyDrop::new(D("never"));
    println!("size {}", size_of::<Option<ManuallyDrop<Box<u8>>>>());
}
