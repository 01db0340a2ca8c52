//@ check-fail: E0277
// A type parameter has the bounds that are written, and no others.
use std::thread;
// #region all
fn in_background<T: 'static>(v: T) {
    thread::spawn(move || drop(v)); //~ E0277
}
fn main() { in_background(1) }
// #endregion
