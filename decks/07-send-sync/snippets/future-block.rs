//@ check-fail: none
// An async block that suspends nowhere keeps what it captured.
use std::rc::Rc;
// #region all
fn spawn<F: Future + Send>(_: F) {}

fn main() {
    let r = Rc::new(1);
    spawn(async move { println!("{r}") }); //~ none
}
// #endregion
