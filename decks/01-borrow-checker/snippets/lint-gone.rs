//@ check
//@ warnings
// #region all
#![allow(mutable_borrow_reservation_conflict)]
// #endregion
fn main() {}
