//@ check-fail: E0499
// Two exclusive borrows at once: the borrow checker.
use std::thread;
// #region all
fn main() {
    let mut n = 0;
    thread::scope(|s| {
        s.spawn(|| n += 1);
        s.spawn(|| n += 1); //~ E0499
    });
}
// #endregion
