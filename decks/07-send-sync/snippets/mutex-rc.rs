//@ check-fail: E0277
// The lock does not help a value that may not move.
use std::{rc::Rc, sync::Mutex, thread};
// #region all
fn main() {
    let m = Mutex::new(Rc::new(1));
    thread::scope(|s| {
        s.spawn(|| {
            let r = m.lock().unwrap().clone();
            println!("{r}");
        });
    });
}
// #endregion
