//@ check-fail: E0599
// #region main
use std::cell::Cell;

fn main() {
    let c = Cell::new(String::from("x"));
    let s = c.take();
    c.set(s + "y");
    c.get(); //~ E0599
}
// #endregion
