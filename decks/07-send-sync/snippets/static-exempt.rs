//@ check
//@ miri: ok
// Statics whose type is not `Sync`: a mutable one and one of foreign code. Each access needs `unsafe`.
#![allow(dead_code)]
use std::cell::Cell;
// #region all
static mut HITS: Cell<u8> = Cell::new(0);
unsafe extern "C" {
    static TABLE: *const u8;
}
// #endregion
fn main() {}
