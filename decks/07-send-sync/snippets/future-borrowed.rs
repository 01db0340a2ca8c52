//@ check-fail: none
// A local that is only borrowed before the await is kept: it is dropped at the end of the body.
use std::{future::pending, rc::Rc};
// #region all
fn spawn<F: Future + Send>(_: F) {}

async fn tick() { pending().await }
async fn job() {
    let r = Rc::new(1);
    println!("{r}");
    tick().await;
}
fn main() { spawn(job()); } //~ none
// #endregion
