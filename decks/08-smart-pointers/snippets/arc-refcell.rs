//@ check-fail: E0277
// #region main
use std::{cell::RefCell, sync::Arc, thread};

fn main() {
    let shared = Arc::new(RefCell::new(1));
    let other = shared.clone();
    thread::spawn(move || *other.borrow_mut() += 1); //~ E0277
}
// #endregion
