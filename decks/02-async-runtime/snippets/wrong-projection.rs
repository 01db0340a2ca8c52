//@ run-fail: 101
//@ miri: ok
// A projection that moves what it pinned. The leaf notes where it was polled first: std promises that it stays there.
use std::{future::Future, marker::PhantomPinned, pin::{Pin, pin}, task::{Context, Poll, Waker}};

struct Anchored { at: *const Self, _pinned: PhantomPinned }
impl Future for Anchored {
    type Output = ();
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        // SAFETY: only a field of plain data is written.
        let this = unsafe { self.get_unchecked_mut() };
        if this.at.is_null() { this.at = this }
        assert!(std::ptr::eq(this.at, this), "moved after it was pinned");
        Poll::Pending
    }
}
fn anchored() -> Anchored { Anchored { at: std::ptr::null(), _pinned: PhantomPinned } }

struct Retry<F> { inner: F }
impl<F> Retry<F> {
    // #region wrong
    fn inner(self: Pin<&mut Self>) -> Pin<&mut F> {
        unsafe { self.map_unchecked_mut(|r| &mut r.inner) }
    }
    fn replace(self: Pin<&mut Self>, fresh: F) -> F {
        let this = unsafe { self.get_unchecked_mut() };
        std::mem::replace(&mut this.inner, fresh) // moves it
    }
    // #endregion
}

fn main() {
    let mut cx = Context::from_waker(Waker::noop());
    let mut retry = pin!(Retry { inner: anchored() });
    assert!(retry.as_mut().inner().poll(&mut cx).is_pending());
    let old = pin!(retry.as_mut().replace(anchored()));
    let _ = old.poll(&mut cx);
}
