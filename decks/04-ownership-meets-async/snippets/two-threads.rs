//@ run
use std::{future::poll_fn, pin::Pin, task::{Context, Poll, Waker}, thread};
/// Waits for one poll.
async fn tick() {
    let mut polled = false;
    poll_fn(|_| if std::mem::replace(&mut polled, true) { Poll::Ready(()) } else { Poll::Pending }).await
}
fn name() -> String { thread::current().name().unwrap().into() }
// #region main
fn main() {
    let mut task: Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(async {
        println!("begins on {}", name());
        tick().await;
        println!("continues on {}", name());
    });
    let mut cx = Context::from_waker(Waker::noop());
    assert!(task.as_mut().poll(&mut cx).is_pending());
    let worker = thread::Builder::new().name("worker".into()).spawn(move || {
        _ = task.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    });
    worker.unwrap().join().unwrap();
}
// #endregion main
