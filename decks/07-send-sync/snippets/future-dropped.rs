//@ check
// A local that is moved away before the await is no part of the future.
use std::{future::pending, rc::Rc};
// #region all
fn spawn<F: Future + Send>(_: F) {}

async fn tick() { pending().await }
async fn job() {
    let r = Rc::new(1);
    drop(r);
    tick().await;
}
fn main() { spawn(job()); }
// #endregion
