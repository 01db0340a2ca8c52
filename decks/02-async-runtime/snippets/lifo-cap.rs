//@ run
//@ crate: tokio
// One worker: two tasks that wake each other use the slot three times in a row, then a task of the queue runs.
use std::sync::Arc;
use tokio::{runtime::Builder, sync::Notify, task::yield_now};

fn main() {
    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap();
    runtime.block_on(async {
        tokio::spawn(async {
            let (a, b) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
            let (a2, b2) = (a.clone(), b.clone());
            let x = tokio::spawn(async move { for i in 0..4 { a2.notified().await; print!("x{i} "); b2.notify_one() } });
            let (a3, b3) = (a.clone(), b.clone());
            let y = tokio::spawn(async move { for i in 0..4 { b3.notified().await; print!("y{i} "); a3.notify_one() } });
            yield_now().await;
            yield_now().await;
            let queued = tokio::spawn(async { print!("queued ") });
            a.notify_one();
            x.await.unwrap();
            y.await.unwrap();
            queued.await.unwrap();
        }).await.unwrap();
        println!();
    });
}
