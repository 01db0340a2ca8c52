//@ check-fail: let_underscore_lock
use std::sync::Mutex;
// #region all
fn main() {
    let m = Mutex::new(0);
    let _ = m.lock(); //~ let_underscore_lock
    let _ = &m.lock();
}
// #endregion
