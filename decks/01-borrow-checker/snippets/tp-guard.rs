//@ check-fail: E0502
use std::sync::Mutex;
fn main() {
// #region line
    let m = Mutex::new(vec![0usize]);
    let mut g = m.lock().unwrap();
    g.push(g.len()); //~ E0502
// #endregion
}
