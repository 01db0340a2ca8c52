//@ run
//@ crate: tokio
// `Notified::enable` takes a pinned future and enters its address into a list: a promise that is used before any poll.
use std::{future::Future, pin::pin, task::{Context, Waker}};
use tokio::sync::Notify;

fn main() {
    let notify = Notify::new();
    let mut future = pin!(notify.notified());
    println!("notified already: {}", future.as_mut().enable());
    notify.notify_waiters();
    println!("ready at the first poll: {}", future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready());
}
