//@ check-fail: E0277
// A handle whose count is not atomic crosses: Send.
use std::{rc::Rc, thread};
// #region all
fn main() {
    let r = Rc::new(1);
    let other = r.clone();
    thread::spawn(move || println!("{other}"));
    println!("{r}");
}
// #endregion
