// The lint does not find a guard that the method call dereferences: this is `iflet-2021`, and it panics.
//@ check
//@ edition: 2021
#![crate_type = "lib"]
#![deny(if_let_rescope)]
use std::cell::RefCell;

pub fn f(c: &RefCell<Vec<i32>>) {
    // #region line
    if let Some(&9) = c.borrow().first() {
        println!("nine");
    } else {
        c.borrow_mut().push(2);
    }
    // #endregion
}
