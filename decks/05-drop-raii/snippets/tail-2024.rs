//@ check
//@ edition: 2024
//@ history: by edition in 2018,2021,2024
use std::cell::RefCell;
// #region all
fn size() -> usize {
    let cell = RefCell::new(vec![1, 2]);
    cell.borrow().len()
}
// #endregion
fn main() { size(); }
