//@ check-fail: E0277
// A written impl replaces the automatic one.
#![allow(dead_code)]
// #region all
struct Tagged<T>(T);
unsafe impl<T: Copy> Send for Tagged<T> {}

fn need<T: Send>() {}
fn main() {
    need::<String>();
    need::<Tagged<u8>>();
    need::<Tagged<String>>(); //~ E0277
}
// #endregion
