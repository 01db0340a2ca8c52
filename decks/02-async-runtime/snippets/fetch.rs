//@ run
//@ trace
//@ emit: coroutine fetch
//@ emit: type-sizes fetch
//@ miri: ok
use std::{cell::Cell, future::Future, pin::Pin, task::{Context, Poll, Waker}};

pub struct Head { pub len: u32, _kind: u32 }
pub struct ReadHead { polled: bool, id: u16 }
impl Future for ReadHead {
    type Output = Head;
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Head> {
        if self.polled { return Poll::Ready(Head { len: u32::from(self.id), _kind: 0 }) }
        self.polled = true;
        Poll::Pending
    }
}
pub struct ReadBody<'a> { head: &'a Head }
thread_local!(static BODY_READY: Cell<bool> = const { Cell::new(false) });
impl Future for ReadBody<'_> {
    type Output = u64;
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u64> {
        if BODY_READY.get() { Poll::Ready(u64::from(self.head.len)) } else { Poll::Pending }
    }
}
fn read_head(id: u32) -> ReadHead { ReadHead { polled: false, id: id as u16 } }
fn read_body(head: &Head) -> ReadBody<'_> { ReadBody { head } }

// #region program
pub async fn fetch(id: u32) -> u64 {
    let head = read_head(id).await;
    let n = read_body(&head).await;
    n + head.len as u64
}
// #endregion program

/// Where the compiler put the tag; the recording of the layout says the same.
const TAG: usize = 12;
fn tag<F>(future: *const F) -> u8 {
    // SAFETY: the tag is initialised in every state.
    unsafe { future.cast::<u8>().add(TAG).read() }
}
/// Polls where the future lies; the caller does not move it any more.
fn poll<F: Future<Output = u64>>(future: *mut F) {
    // SAFETY: it stays in its slot until it is dropped there.
    let polled = unsafe { Pin::new_unchecked(&mut *future) }.poll(&mut Context::from_waker(Waker::noop()));
    println!("{{\"ev\":\"poll\",\"result\":\"{}\",\"tag\":{}}}", if polled.is_ready() { "ready" } else { "pending" }, tag(future));
}

fn main() {
    let mut future = fetch(7);
    let size = size_of_val(&future);
    let first = &raw mut future;
    println!("{{\"ev\":\"call\",\"size\":{size},\"tag\":{},\"tagAt\":{TAG}}}", tag(first));
    poll(first);
    poll(first);
    BODY_READY.set(true);
    poll(first);
}
