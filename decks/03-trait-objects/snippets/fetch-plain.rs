//@ check-fail: none
use std::pin::Pin;

// #region all
trait Fetch: Send + Sync {
    fn fetch(&self) -> Pin<Box<dyn Future<Output = u8> + '_>>;
}

fn spawn<F: Future + Send + 'static>(_: F) {}

fn start(f: Box<dyn Fetch>) {
    spawn(async move { f.fetch().await; }); //~ none
}
// #endregion
