//@ run
use std::{future::poll_fn, pin::Pin, task::{Context, Poll, Waker}};
fn main() {
    let mut cx = Context::from_waker(Waker::noop());
    // #region main
    let mut n = 0;
    let mut f = poll_fn(move |_| {
        n += 1;
        if n < 2 { Poll::Pending } else { Poll::Ready(n) }
    });
    println!("{:?}", Pin::new(&mut f).poll(&mut cx));
    let mut g = f; // moved after a poll, in safe code
    println!("{:?}", Pin::new(&mut g).poll(&mut cx));
    // #endregion main
}
