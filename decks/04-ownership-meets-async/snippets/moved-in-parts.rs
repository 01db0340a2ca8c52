//@ check-fail: none
// The `Rc` is moved out of the option: to the list for `Send` the option is still to be dropped at the end of its scope.
use std::rc::Rc;
fn spawn<F: Future<Output: Send> + Send + 'static>(_f: F) {} // the bounds of tokio::spawn
async fn tick() {}
fn main() {
    // #region main
    spawn(async {
        let o = Some(Rc::new(1));
        match o { Some(x) => drop(x), None => {} }
        tick().await;
    });
    // #endregion main
}
