//@ check-fail: E0277
use std::{cell::Cell, rc::Rc, sync::{Arc, Mutex, atomic::AtomicU32}};
// #region q
fn need<T: Sync>() {}
fn main() {
    need::<AtomicU32>();
    need::<fn() -> Rc<u8>>();
    need::<Arc<Mutex<Cell<u8>>>>();
    need::<Arc<Cell<u8>>>(); //~ E0277
    need::<Option<Box<[String]>>>();
}
// #endregion
