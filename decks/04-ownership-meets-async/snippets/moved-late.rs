//@ check-fail: none
// Moved as a whole, and never borrowed by the program: but the assignment drops what was there before, and to the list for `Send` that drop counts as a borrow.
use std::rc::Rc;
fn spawn<F: Future<Output: Send> + Send + 'static>(_f: F) {} // the bounds of tokio::spawn
async fn tick() {}
fn main() {
    // #region main
    spawn(async {
        let x;
        x = Rc::new(1);
        drop(x);
        tick().await;
    });
    // #endregion main
}
