//! Two async functions for a runtime with several threads.
use std::{rc::Rc, sync::Mutex};

/// Gives way once, as a call over the network would.
pub async fn tick() {
    let mut polled = false;
    std::future::poll_fn(|cx| {
        if polled {
            return std::task::Poll::Ready(());
        }
        polled = true;
        cx.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await
}

/// Builds a greeting, waits, and returns it.
pub async fn greet(name: &str) -> String {
    let shared = Rc::new(format!("hello {name}"));
    let text = String::clone(&shared);
    tick().await;
    text
}

/// Counts under a lock, and waits without it.
pub async fn count(calls: &Mutex<u32>) -> u32 {
    let mut guard = calls.lock().unwrap();
    *guard += 1;
    let n = *guard;
    drop(guard);
    tick().await;
    n
}
