//@ run
//@ crate: tokio
use std::{cell::Cell, rc::Rc};
use tokio::{runtime::Builder, sync::mpsc, task::{LocalSet, coop::unconstrained, spawn_local}};

/// How many messages the hog took before another task ran.
fn taken(budget: bool) -> u32 {
    let runtime = Builder::new_current_thread().build().unwrap();
    LocalSet::new().block_on(&runtime, async move {
        let (send, mut receive) = mpsc::unbounded_channel();
        for i in 0..10_000 { send.send(i).unwrap() }
        let count = Rc::new(Cell::new(0));
        let counted = count.clone();
        // #region hog
        let hog = async move {
            for _ in 0..10_000 {
                receive.recv().await;
                counted.set(counted.get() + 1);
            }
        };
        let other = async move { count.get() };
        // #endregion
        let hog = if budget { spawn_local(hog) } else { spawn_local(unconstrained(hog)) };
        let seen = spawn_local(other).await.unwrap();
        hog.await.unwrap();
        seen
    })
}

fn main() {
    println!("no budget: {} before the other", taken(false));
    println!("budget:    {} before the other", taken(true));
}
