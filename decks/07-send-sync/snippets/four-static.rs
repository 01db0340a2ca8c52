//@ check-fail: E0277
// A static is shared by all threads: Sync.
use std::cell::Cell;
// #region all
static C: Cell<u8> = Cell::new(0); //~ E0277
fn main() {}
// #endregion
