//@ check-fail: E0277
// Since edition 2021 the closure captures the field, and the field is a raw pointer.
use std::thread;
// #region all
struct P(*mut u8);
// SAFETY: one thread at a time uses a `P`.
unsafe impl Send for P {}
fn main() {
    let mut x = 7;
    let p = P(&raw mut x);
    let run = move || unsafe { *p.0 = 9 };
    thread::scope(|s| { s.spawn(run); });
    println!("{x}");
}
// #endregion
