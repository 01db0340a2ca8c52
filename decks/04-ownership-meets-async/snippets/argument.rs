//@ check-fail: none
use std::rc::Rc;
fn spawn<F: Future<Output: Send> + Send + 'static>(_f: F) {} // the bounds of tokio::spawn
// #region main
async fn show(x: Rc<u8>) { println!("{x}") }
fn main() {
    spawn(show(Rc::new(1)));
}
// #endregion main
