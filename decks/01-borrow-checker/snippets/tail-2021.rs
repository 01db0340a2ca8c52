//@ check-fail: E0597
//@ edition: 2021
use std::cell::RefCell;
// #region all
fn length() -> usize {
    let c = RefCell::new("..");
    c.borrow().len() //~ E0597
}
// #endregion
fn main() { length(); }
