//@ check-fail: E0277
use std::{cell::Cell, rc::Rc, sync::{Arc, Mutex, atomic::AtomicU32}};
// #region q
struct Shared {
    hits: AtomicU32,
    make: fn() -> Rc<u8>,
    names: Arc<Mutex<Cell<u8>>>,
    last: Arc<Cell<u8>>,
    text: Option<Box<[String]>>,
}
fn need<T: Sync>() {}
fn main() { need::<Shared>(); } //~ E0277
// #endregion
