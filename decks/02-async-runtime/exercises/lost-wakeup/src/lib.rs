use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Open,
    Fired(u32),
}

struct State {
    stage: Stage,
    waiting: Option<Waker>,
}

pub struct Sender(Arc<Mutex<State>>);
pub struct Receiver(Arc<Mutex<State>>);

pub fn signal() -> (Sender, Receiver) {
    let state = Arc::new(Mutex::new(State { stage: Stage::Open, waiting: None }));
    (Sender(state.clone()), Receiver(state))
}

impl Sender {
    pub fn fire(self, value: u32) {
        let mut state = self.0.lock().unwrap();
        state.stage = Stage::Fired(value);
        let waker = state.waiting.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Future for Receiver {
    type Output = Option<u32>;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<u32>> {
        let mut state = self.0.lock().unwrap();
        match state.stage {
            Stage::Fired(value) => Poll::Ready(Some(value)),
            Stage::Open => {
                if state.waiting.is_none() {
                    state.waiting = Some(cx.waker().clone());
                }
                Poll::Pending
            }
        }
    }
}
