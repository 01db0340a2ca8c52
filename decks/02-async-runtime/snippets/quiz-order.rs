//@ run
use std::{future::Future, pin::pin, task::{Context, Waker}};

// #region q
async fn say(s: &str) { print!("{s} "); }

async fn work() {
    let (a, b) = (say("a"), say("b"));
    print!("c ");
    b.await;
    a.await;
}
// #endregion
fn main() { let _ = pin!(work()).poll(&mut Context::from_waker(Waker::noop())); println!(); }
