//@ run
// The lock is enough for a value that may move and may not be shared.
use std::{cell::Cell, sync::Mutex, thread};
// #region all
fn main() {
    let m = Mutex::new(Cell::new(1));
    thread::scope(|s| {
        s.spawn(|| m.lock().unwrap().set(2));
    });
    println!("{}", m.into_inner().unwrap().get());
}
// #endregion
