//@ run
// Once the waker is stored, another thread may wake before the poll has returned.
use std::{future::{Future, poll_fn}, pin::pin, sync::{Arc, mpsc::channel}, task::{Context, Poll, Wake, Waker}, thread};

struct Task;
impl Wake for Task { fn wake(self: Arc<Self>) { println!("driver: wake") } }

fn main() {
    let (store, stored) = channel::<Waker>();
    let (woke, woken) = channel();
    let driver = thread::spawn(move || { stored.recv().unwrap().wake(); woke.send(()).unwrap() });
    let mut leaf = pin!(poll_fn(|cx| {
        println!("leaf: waker stored");
        store.send(cx.waker().clone()).unwrap();
        woken.recv().unwrap();
        Poll::<()>::Pending
    }));
    let polled = leaf.as_mut().poll(&mut Context::from_waker(&Waker::from(Arc::new(Task))));
    println!("executor: poll returned {polled:?}");
    driver.join().unwrap();
}
