//@ run
// #region main
use std::{cell::RefCell, thread};

fn main() {
    let owned = RefCell::new(1);
    let t = thread::spawn(move || {
        *owned.borrow_mut() += 1;
        owned.into_inner()
    });
    println!("{}", t.join().unwrap());
}
// #endregion
