//@ check-fail: E0521
#![allow(dead_code)]
fn spawn<F: Future<Output: Send> + Send + 'static>(_f: F) {} // the bounds of tokio::spawn
struct S { n: u32 }
// #region main
impl S {
    async fn work(&self) -> u32 { self.n }
    fn go(&self) {
        spawn(async { self.work().await; });
    }
}
// #endregion main
fn main() {}
