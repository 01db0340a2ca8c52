//@ check-fail: E0277
// An impl for one argument discards the automatic impl for all arguments.
#![allow(dead_code)]
// #region all
struct Tagged<T>(T);
unsafe impl Send for Tagged<*const ()> {}

fn need<T: Send>() {}
fn main() {
    need::<Tagged<*const ()>>();
    need::<Tagged<u8>>(); //~ E0277
}
// #endregion
