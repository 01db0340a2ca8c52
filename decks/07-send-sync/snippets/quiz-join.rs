//@ check
use std::{rc::Rc, thread::JoinHandle};
// #region q
fn need<T: Send + Sync>() {}
fn main() {
    need::<JoinHandle<Rc<u8>>>();
}
// #endregion
