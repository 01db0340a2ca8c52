//@ check
//@ edition: 2021
//@ history: verdict none -> ok in 2021,2024
use std::future::Future;
use std::rc::Rc;
fn spawn<F: Future<Output = ()> + Send + 'static>(_f: F) {}
async fn tick() {}
fn main() {
    // #region main
    spawn(async {
        let x = Rc::new(1);
        drop(x);
        tick().await;
    });
    // #endregion main
}
