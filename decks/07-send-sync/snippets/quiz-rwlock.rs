//@ check-fail: E0277
use std::{cell::Cell, sync::RwLock, thread};
// #region q
fn main() {
    let l = RwLock::new(Cell::new(1));
    thread::scope(|s| {
        s.spawn(|| l.write().unwrap().set(2));
    });
    println!("{}", l.into_inner().unwrap().get());
}
// #endregion
