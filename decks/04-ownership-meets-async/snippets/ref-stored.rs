//@ check-fail: none
use std::cell::Cell;
fn spawn<F: Future<Output: Send> + Send + 'static>(_f: F) {} // the bounds of tokio::spawn
async fn tick() {}
fn main() {
    // #region main
    spawn(async {
        let c = Cell::new(1);
        let r = &c;
        println!("{r:?}"); // borrows r
        tick().await;
    });
    // #endregion main
}
