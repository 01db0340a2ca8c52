//@ run
//@ emit: coroutine sum
//@ emit: layout Sum
use std::{future::Future, pin::{Pin, pin}, task::{Context, Poll, Waker}};
use Poll::{Pending, Ready};

pub struct YieldNow(bool);
impl Future for YieldNow {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 { return Ready(()) }
        self.0 = true;
        cx.waker().wake_by_ref();
        Pending
    }
}
fn pause() -> YieldNow { YieldNow(false) }

// #region machine
pub async fn sum(a: u32, b: u32) -> u32 {
    pause().await;
    let s = a + b;
    pause().await;
    s
}
// #endregion

// #region enum
pub enum Sum {
    Unresumed { a: u32, b: u32 },
    Suspend0 { a: u32, b: u32, p: YieldNow },
    Suspend1 { s: u32, p: YieldNow },
    Returned,
}
// #endregion
impl Future for Sum {
    type Output = u32;
    // #region poll
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        loop {
            *self = match &mut *self {
                Sum::Unresumed { a, b } => Sum::Suspend0 { a: *a, b: *b, p: pause() },
                Sum::Suspend0 { a, b, p } => match Pin::new(p).poll(cx) {
                    Pending => return Pending,
                    Ready(()) => Sum::Suspend1 { s: *a + *b, p: pause() },
                },
                Sum::Suspend1 { s, p } => match Pin::new(p).poll(cx) {
                    Pending => return Pending,
                    Ready(()) => { let s = *s; *self = Sum::Returned; return Ready(s) }
                },
                Sum::Returned => panic!("resumed after completion"),
            }
        }
    }
    // #endregion
}

fn polls(f: impl Future<Output = u32>) -> (u32, u32) {
    let (mut f, mut n) = (pin!(f), 0);
    loop {
        n += 1;
        if let Ready(v) = f.as_mut().poll(&mut Context::from_waker(Waker::noop())) { return (v, n) }
    }
}

fn main() {
    let hand = Sum::Unresumed { a: 1, b: 2 };
    let sizes = (size_of_val(&sum(1, 2)), size_of_val(&hand));
    let ((v, n), (w, m)) = (polls(sum(1, 2)), polls(hand));
    println!("async fn: {} bytes, {n} polls, {v}", sizes.0);
    println!("by hand:  {} bytes, {m} polls, {w}", sizes.1);
}
