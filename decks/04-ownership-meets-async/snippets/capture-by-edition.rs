//@ check-fail: E0597
//@ history: by edition since 1.39.0 in 2018,2021,2024
use std::future::Future;
fn spawn<F: Future<Output = usize> + Send + 'static>(_f: F) {}
// #region main
fn len(s: &str) -> impl Future<Output = usize> {
    let n = s.len(); // s is not used again
    async move { n }
}
fn main() {
    let s = String::from("x");
    spawn(len(&s)); //~ E0597
}
// #endregion main
