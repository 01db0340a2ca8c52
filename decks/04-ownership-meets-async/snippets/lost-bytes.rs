//@ run
use std::{cell::RefCell, collections::VecDeque, future::poll_fn, pin::pin, task::{Context, Poll, Waker}};
struct Source(RefCell<VecDeque<u8>>);
impl Source {
    async fn byte(&self) -> u8 { poll_fn(|_| self.0.borrow_mut().pop_front().map_or(Poll::Pending, Poll::Ready)).await }
    // #region frame
    async fn frame(&self) -> Vec<u8> {
        let mut f = Vec::new(); // a local
        while f.len() < 4 {
            f.push(self.byte().await);
        }
        f
    }
    // #endregion frame
}
fn main() {
    let mut cx = Context::from_waker(Waker::noop());
    // #region main
    let s = Source(RefCell::new([1, 2].into()));
    {
        let mut lost = pin!(s.frame());
        _ = lost.as_mut().poll(&mut cx);
    } // dropped: the branch that lost
    s.0.borrow_mut().extend([3, 4, 5, 6]);
    let next = pin!(s.frame()).poll(&mut cx);
    println!("{next:?}");
    // #endregion main
}
