//@ check-fail: none
// An argument is a part of the future whether or not there is an await.
use std::rc::Rc;
// #region all
fn spawn<F: Future + Send>(_: F) {}

async fn print(r: Rc<u8>) { println!("{r}"); }
fn main() { spawn(print(Rc::new(1))); } //~ none
// #endregion
