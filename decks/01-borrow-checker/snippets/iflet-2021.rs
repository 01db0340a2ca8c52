//@ run-fail: 101
//@ edition: 2021
use std::cell::RefCell;
fn main() {
    let c = RefCell::new(vec![1]);
    // #region main
    if let Some(&9) = c.borrow().first() {
        println!("nine");
    } else {
        c.borrow_mut().push(2);
    }
    // #endregion
    println!("{c:?}");
}
