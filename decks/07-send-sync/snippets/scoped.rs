//@ run
// Send is not 'static: an exclusive borrow of a cell goes into a scoped thread.
use std::{cell::Cell, thread};
// #region all
fn main() {
    let mut c = Cell::new(1);
    let r = &mut c;
    thread::scope(|s| { s.spawn(move || r.set(5)); });
    println!("{}", c.get());
}
// #endregion
