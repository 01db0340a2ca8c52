use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

/// Yields once: wakes its task and says `Pending`, then `Ready`.
#[derive(Default)]
pub struct Pause {
    polled: bool,
}

impl Future for Pause {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.polled {
            return Poll::Ready(());
        }
        self.polled = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

pub async fn sum(a: u32, b: u32) -> u32 {
    Pause::default().await;
    let s = a + b;
    Pause::default().await;
    s
}

pub enum Sum {
    Unresumed { a: u32, b: u32 },
    Suspend0 { a: u32, b: u32, pause: Pause },
    Suspend1 { s: u32, pause: Pause },
    Returned,
}

impl Sum {
    pub fn new(a: u32, b: u32) -> Self {
        Sum::Unresumed { a, b }
    }
}

impl Future for Sum {
    type Output = u32;
    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<u32> {
        match self.get_mut() {
            Sum::Unresumed { a, b } => Poll::Ready(*a + *b),
            _ => unreachable!("no other state is entered"),
        }
    }
}
