//@ run
//@ edition: 2021,2024
// #region main
use std::cell::RefCell;

fn main() {
    let c = RefCell::new(1);
    if let 2 = *c.borrow() {
    } else {
        println!("else  {}", c.try_borrow_mut().is_ok());
    }
    match *c.borrow() {
        _ => println!("match {}", c.try_borrow_mut().is_ok()),
    };
}
// #endregion
