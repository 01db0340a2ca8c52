//@ check-fail: E0277
use std::pin::Pin;
fn spawn<F: Future<Output: Send> + Send + 'static>(_f: F) {} // the bounds of tokio::spawn
// #region main
fn boxed() -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(async {})
}
fn main() {
    spawn(boxed()); //~ E0277
}
// #endregion main
