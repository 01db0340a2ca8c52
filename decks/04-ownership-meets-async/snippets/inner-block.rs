//@ check-fail: E0277
use std::cell::Cell;
fn spawn<F: Future<Output: Send> + Send + 'static>(_f: F) {} // the bounds of tokio::spawn
fn main() {
    // #region main
    spawn(async {
        let c = Cell::new(0);
        let a = async { c.set(1) };
        a.await;
    });
    // #endregion main
}
