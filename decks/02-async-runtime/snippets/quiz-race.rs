//@ run
use std::{future::{Future, pending, poll_fn}, pin::pin, task::{Context, Poll, Waker}};

struct Guard;
impl Drop for Guard { fn drop(&mut self) { print!("guard ") } }

/// Ready with the first of the two; both futures are dropped at the end.
async fn race(a: impl Future<Output = ()>, b: impl Future<Output = ()>) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    poll_fn(|cx| if a.as_mut().poll(cx).is_ready() || b.as_mut().poll(cx).is_ready() { Poll::Ready(()) } else { Poll::Pending }).await
}

// #region q
async fn slow() {
    let _guard = Guard;
    pending::<()>().await;
    print!("slow ");
}
async fn work() {
    race(slow(), async { print!("fast ") }).await;
    print!("end ");
}
// #endregion
fn main() { let _ = pin!(work()).poll(&mut Context::from_waker(Waker::noop())); println!(); }
