//@ check-fail: E0597
//@ edition: 2021
use std::cell::RefCell;
// #region all
fn size() -> usize {
    let cell = RefCell::new(vec![1, 2]);
    cell.borrow().len() //~ E0597
}
// #endregion
fn main() { size(); }
