//@ check-fail: E0382
use std::{future::Future, pin::pin, task::{Context, Waker}};

async fn work() {}
fn main() {
    let mut cx = Context::from_waker(Waker::noop());
    // #region q
    let f = work();
    let f = Box::new(f);
    let f = *f;
    let mut p = pin!(f);
    let _ = p.as_mut().poll(&mut cx);
    let g = f; //~ E0382
    // #endregion
    drop(g);
}
