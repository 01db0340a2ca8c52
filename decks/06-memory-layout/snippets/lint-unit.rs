//@ check-fail: improper_ctypes
// std promises the layout and the call ABI of this type, as for `Result<NonZeroU32, ()>`: `[u8; 0]` has size zero and alignment one.
#![deny(improper_ctypes)]
#![allow(dead_code)]
use std::num::NonZeroU32;

// #region all
unsafe extern "C" {
    fn outcome(r: Result<NonZeroU32, [u8; 0]>); //~ improper_ctypes
}
// #endregion

fn main() {}
