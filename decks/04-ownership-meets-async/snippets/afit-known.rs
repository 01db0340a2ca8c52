//@ check
#![allow(dead_code)]
fn spawn<F: Future<Output: Send> + Send + 'static>(_f: F) {} // the bounds of tokio::spawn
// #region main
trait Svc {
    async fn call(&self) -> u32;
}
struct Fixed(u32);
impl Svc for Fixed {
    async fn call(&self) -> u32 { self.0 }
}
fn go(s: Fixed) {
    spawn(async move { s.call().await; });
}
// #endregion main
fn main() {}
