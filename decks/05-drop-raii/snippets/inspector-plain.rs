//@ check
#![allow(dead_code)]
// #region all
struct Probe<'a>(&'a u8);
fn main() {
    let (_probe, days);
    days = Box::new(1);
    _probe = Probe(&days);
}
// #endregion
