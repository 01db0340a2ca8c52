//@ check-fail: E0277
use std::{future::Future, mem, pin::Pin};

// #region swap
fn replace<F: Future>(slot: Pin<&mut F>, fresh: F) -> F {
    mem::replace(slot.get_mut(), fresh) //~ E0277
}
// #endregion
fn main() {}
