//@ run
//@ warnings
// A const is copied at each use.
use std::cell::Cell;
// #region q
const C: Cell<u8> = Cell::new(0);
fn main() {
    C.set(5);
    println!("{}", C.get());
}
// #endregion
