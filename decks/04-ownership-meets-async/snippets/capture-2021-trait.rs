//@ check-fail: E0597
//@ edition: 2021
fn spawn<F: Future<Output = usize> + Send + 'static>(_f: F) {}
use std::future::Future;
// #region main
fn len<S: AsRef<str>>(s: S) -> impl Future<Output = usize> + Send {
    let n = s.as_ref().len();
    async move { n }
}
fn main() {
    let s = String::from("x");
    spawn(len(&s)); //~ E0597
}
// #endregion main
