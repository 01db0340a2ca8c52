//@ run
// An enum of one's own in the shape of `Option`, and a file descriptor: the lint accepts both at the border to C.
#![deny(improper_ctypes)]
#![allow(dead_code)]
use std::os::fd::OwnedFd;

// #region all
enum Found<'a> { Nothing, At(&'a u8) }

unsafe extern "C" {
    fn found(f: Found<'_>);
    fn file(f: Option<OwnedFd>);
}

fn main() {
    println!("{} {}", size_of::<Found>(), size_of::<Option<OwnedFd>>());
}
// #endregion
