//@ run
//@ miri: ok
use std::{future::{Future, pending, ready}, pin::{Pin, pin}, task::{Context, Poll, Waker}};

// #region all
struct AtMost<F> { inner: F, left: u32 } // gives up after `left` polls
impl<F: Future> Future for AtMost<F> {
    type Output = Option<F::Output>;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // SAFETY: nobody moves `inner`: not here, not in a Drop, and the struct is not packed.
        let this = unsafe { self.get_unchecked_mut() };
        let inner = unsafe { Pin::new_unchecked(&mut this.inner) }; // pinned with us
        if let Poll::Ready(v) = inner.poll(cx) { return Poll::Ready(Some(v)) }
        this.left -= 1; // plain data: an ordinary `&mut u32`
        if this.left == 0 { Poll::Ready(None) } else { cx.waker().wake_by_ref(); Poll::Pending }
    }
}
// #endregion

fn drive<F: Future>(f: F) -> F::Output {
    let mut f = pin!(f);
    loop { if let Poll::Ready(v) = f.as_mut().poll(&mut Context::from_waker(Waker::noop())) { return v } }
}
fn main() {
    println!("{:?} {:?}", drive(AtMost { inner: pending::<()>(), left: 5 }), drive(AtMost { inner: ready(7), left: 1 }));
}
