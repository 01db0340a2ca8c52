//@ run
//@ bootstrap
#![feature(async_drop)]
#![allow(incomplete_features)]
use std::{future::{AsyncDrop, Future}, pin::{pin, Pin}, task::{Context, Waker}};
struct A;
impl Drop for A {
    fn drop(&mut self) { println!("sync") }
}
impl AsyncDrop for A {
    async fn drop(self: Pin<&mut Self>) { println!("async") }
}
async fn job() { let _a = A; }
fn main() {
    let mut cx = Context::from_waker(Waker::noop());
    { let mut f = pin!(job()); println!("run to its end: ready {}", f.as_mut().poll(&mut cx).is_ready()); }
}
