//@ check-fail: E0277
// An opaque type shines through: the body decides, the signature does not say so.
use std::{rc::Rc, thread};
// #region all
fn make() -> impl Fn() {
    let r = Rc::new(1);
    move || println!("{r}")
}
fn main() { thread::spawn(make()); } //~ E0277
// #endregion
