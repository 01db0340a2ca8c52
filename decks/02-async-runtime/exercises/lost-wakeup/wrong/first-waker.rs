// fails: the_task_that_polled_last_is_woken
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
    Gone,
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
        self.finish(Stage::Fired(value));
    }

    /// Ends the wait, if nothing has ended it before.
    fn finish(&self, stage: Stage) {
        let mut state = self.0.lock().unwrap();
        if state.stage != Stage::Open {
            return;
        }
        state.stage = stage;
        let waker = state.waiting.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.finish(Stage::Gone);
    }
}

impl Future for Receiver {
    type Output = Option<u32>;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<u32>> {
        let mut state = self.0.lock().unwrap();
        match state.stage {
            Stage::Fired(value) => Poll::Ready(Some(value)),
            Stage::Gone => Poll::Ready(None),
            Stage::Open => {
                state.waiting.get_or_insert_with(|| cx.waker().clone());
                Poll::Pending
            }
        }
    }
}
