//@ run
//@ crate: tokio
// One thread: a task that has spent tokio's budget comes back after a task that wakes itself has had all its rounds.
use std::{future::Future, pin::Pin, task::{Context, Poll}};
use tokio::{runtime::Builder, sync::mpsc, task::yield_now};

struct YieldNow { polled: bool }
impl Future for YieldNow {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.polled { return Poll::Ready(()) }
        self.polled = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

fn main() {
    Builder::new_current_thread().build().unwrap().block_on(async {
        let (send, mut receive) = mpsc::unbounded_channel();
        for i in 0..200 { send.send(i).unwrap() }
        let hog = tokio::spawn(async move {
            for i in 0..200 {
                receive.recv().await;
                match i { 0 => print!("hog "), 127 => print!("hog-128 "), 128 => print!("hog-again "), _ => {} }
            }
        });
        let tokio = tokio::spawn(async { for i in 0..2 { print!("tokio{i} "); yield_now().await } });
        let own = tokio::spawn(async { for i in 0..6 { print!("own{i} "); YieldNow { polled: false }.await } });
        hog.await.unwrap();
        tokio.await.unwrap();
        own.await.unwrap();
        println!();
    });
}
