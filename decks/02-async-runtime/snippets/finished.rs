//@ run-fail: 101
use std::{future::Future, pin::pin, task::{Context, Waker}};

async fn answer() -> u32 { 42 }

fn main() {
    // #region main
    let mut cx = Context::from_waker(Waker::noop());
    let mut f = pin!(answer());
    println!("{:?}", f.as_mut().poll(&mut cx));
    println!("{:?}", f.as_mut().poll(&mut cx));
    // #endregion
}
