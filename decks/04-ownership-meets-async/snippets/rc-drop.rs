//@ check-fail: none
use std::rc::Rc;
fn spawn<F: Future<Output: Send> + Send + 'static>(_f: F) {} // the bounds of tokio::spawn
async fn tick() {}
fn main() {
    // #region main
    spawn(async {
        let x = Rc::new(1);
        println!("{x}");
        drop(x);
        tick().await;
    });
    // #endregion main
}
