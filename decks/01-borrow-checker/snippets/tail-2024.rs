//@ run
//@ edition: 2024
use std::cell::RefCell;
// #region all
fn length() -> usize {
    let c = RefCell::new("..");
    c.borrow().len()
}
// #endregion
fn main() { length(); }
