//@ run
// A leaf that keeps its four obligations, and a count of its polls.
use std::{future::Future, pin::{Pin, pin}, task::{Context, Poll, Waker}};

// #region leaf
/// Yields once, then is ready.
struct YieldNow { polled: bool }

impl Future for YieldNow {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>)
        -> Poll<()> {
        if self.polled { return Poll::Ready(()) }
        self.polled = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
// #endregion

fn main() {
    let mut cx = Context::from_waker(Waker::noop());
    let mut leaf = pin!(YieldNow { polled: false });
    println!("{:?} {:?}", leaf.as_mut().poll(&mut cx), leaf.as_mut().poll(&mut cx));
}
