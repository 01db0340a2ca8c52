//@ run
use std::{cell::Cell, thread};
// #region q
fn main() {
    let c = Cell::new(1);
    let back = thread::spawn(move || {
        c.set(2);
        c
    });
    println!("{}", back.join().unwrap().get());
}
// #endregion
