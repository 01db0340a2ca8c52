//@ run-fail: 101
//@ crate: tokio
use std::{future::Future, pin::pin, sync::Arc, task::{Context, Poll, Wake, Waker}, thread::{self, Thread}, time::Duration};

struct Unpark(Thread);
impl Wake for Unpark { fn wake(self: Arc<Self>) { self.0.unpark() } }

// #region main
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    loop {
        let polled = future.as_mut().poll(&mut Context::from_waker(&waker));
        if let Poll::Ready(value) = polled { return value }
        thread::park();
    }
}
fn main() {
    println!("{}", block_on(async { 42 }));
    block_on(async { tokio::time::sleep(Duration::from_millis(1)).await });
}
// #endregion
