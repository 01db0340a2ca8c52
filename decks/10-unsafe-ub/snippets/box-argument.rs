//@ run
//@ output: discard
//@ miri: ub
// The box is an argument, and its memory is freed through the raw pointer from which the box was made: both models report it.
// #region all
fn take(b: Box<u32>, p: *mut u32) {
    drop(unsafe { Box::from_raw(p) });
    std::mem::forget(b);
}
// #endregion

fn main() {
    let p = Box::into_raw(Box::new(1));
    take(unsafe { Box::from_raw(p) }, p);
}
