//@ run
//@ trace
//@ emit: coroutine work
use std::{future::{Future, pending}, pin::pin, task::{Context, Waker}};

pub struct Guard(u16);
impl Drop for Guard {
    fn drop(&mut self) { println!("{{\"ev\":\"say\",\"text\":\"drop Guard {}\"}}", self.0) }
}

// #region program
pub async fn work() {
    let _a = Guard(1);
    let _b = Guard(2);
    pending::<()>().await;
}
// #endregion program

const TAG: usize = 4;
fn tag<F>(future: *const F) -> u8 {
    // SAFETY: the tag is initialised in every state.
    unsafe { future.cast::<u8>().add(TAG).read() }
}
fn main() {
    let future = work();
    println!("{{\"ev\":\"call\",\"size\":{},\"tag\":{},\"tagAt\":{TAG}}}", size_of_val(&future), tag(&raw const future));
    {
        let mut future = pin!(future);
        let polled = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        println!("{{\"ev\":\"poll\",\"result\":\"{}\",\"tag\":{}}}", if polled.is_ready() { "ready" } else { "pending" }, tag(&raw const *future));
        println!("{{\"ev\":\"drop\",\"tag\":{}}}", tag(&raw const *future));
    }
}
