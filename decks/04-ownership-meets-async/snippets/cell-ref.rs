//@ check-fail: none
use std::cell::Cell;
fn spawn<F: Future<Output: Send> + Send + 'static>(_f: F) {} // the bounds of tokio::spawn
pub struct Hits { count: Cell<u32> }
async fn tick(h: &Hits) { h.count.set(2) }
fn main() {
    // #region main
    spawn(async {
        let h = Hits { count: Cell::new(1) };
        tick(&h).await;
    });
    // #endregion main
}
