//@ check-fail: none
// A future holds what lives across an await.
use std::{future::pending, rc::Rc};
// #region all
fn spawn<F: Future + Send>(_: F) {}

async fn tick() { pending().await }
async fn job() {
    let r = Rc::new(1);
    tick().await;
    println!("{r}");
}
fn main() { spawn(job()); } //~ none
// #endregion
