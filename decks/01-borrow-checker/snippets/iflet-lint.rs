// The lint finds a guard whose address is passed to a function.
//@ check-fail: if_let_rescope
//@ edition: 2021
#![crate_type = "lib"]
#![deny(if_let_rescope)]
use std::cell::RefCell;

fn nine(v: &Vec<i32>) -> Option<&i32> {
    v.first().filter(|n| **n == 9)
}

pub fn f(c: &RefCell<Vec<i32>>) {
    // #region line
    if let Some(_) = nine(&c.borrow()) { //~ if_let_rescope
        println!("nine");
    } else {
        c.borrow_mut().push(2);
    }
    // #endregion
}
