//@ check-fail: E0277
// A trait object keeps only what is written in its type.
use std::thread;
// #region all
fn main() {
    let f: Box<dyn FnOnce()> = Box::new(|| ());
    thread::spawn(f); //~ E0277
}
// #endregion
