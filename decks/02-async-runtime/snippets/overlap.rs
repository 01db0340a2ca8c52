//@ run
//@ trace
//@ emit: coroutine sign
use std::{future::Future, pin::Pin, task::{Context, Poll, Waker}};

/// Reads the bytes and gives way once.
pub struct Touch<'a> { bytes: &'a [u8], polled: bool }
impl Future for Touch<'_> {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        std::hint::black_box(self.bytes);
        if self.polled { return Poll::Ready(()) }
        self.polled = true;
        Poll::Pending
    }
}
pub fn touch(bytes: &[u8]) -> Touch<'_> { Touch { bytes, polled: false } }

// #region program
pub async fn sign(twice: bool) -> u8 {
    let buf = [0u8; 16];
    touch(&buf).await;
    if twice { touch(&buf).await }
    buf[0]
}
// #endregion program

const TAG: usize = 1;
fn tag<F>(future: *const F) -> u8 {
    // SAFETY: the tag is initialised in every state.
    unsafe { future.cast::<u8>().add(TAG).read() }
}
fn poll<F: Future>(future: *mut F) {
    // SAFETY: the caller leaves the future where it is until it is dropped there.
    let polled = unsafe { Pin::new_unchecked(&mut *future) }.poll(&mut Context::from_waker(Waker::noop()));
    println!("{{\"ev\":\"poll\",\"result\":\"{}\",\"tag\":{}}}", if polled.is_ready() { "ready" } else { "pending" }, tag(future));
}
fn main() {
    let mut future = sign(true);
    println!("{{\"ev\":\"call\",\"size\":{},\"tag\":{},\"tagAt\":{TAG}}}", size_of_val(&future), tag(&raw const future));
    for _ in 0..3 { poll(&raw mut future) }
}
