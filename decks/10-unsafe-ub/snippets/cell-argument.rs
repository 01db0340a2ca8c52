//@ run
//@ miri: ok
// A shared reference to a cell is an argument, and its memory is freed during the call. With `&u32` in place of `&Cell<u32>` both models report it.
use std::cell::Cell;

// #region all
fn take(c: &Cell<u32>, p: *mut Cell<u32>) {
    c.set(1);
    drop(unsafe { Box::from_raw(p) });
}
// #endregion

fn main() {
    let p = Box::into_raw(Box::new(Cell::new(0)));
    take(unsafe { &*p }, p);
    println!("freed during the call");
}
